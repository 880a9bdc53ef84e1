//! The modules that a script may `import`: they came with the lesson.

use std::collections::BTreeMap;

/// Modules that a script may import: name → source.
pub type Modules = BTreeMap<String, String>;
