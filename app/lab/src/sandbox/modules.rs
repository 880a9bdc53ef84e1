//! Resolves `import`: only modules that came with the lesson, from memory.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use rhai::{Engine, EvalAltResult, Module, ModuleResolver, Position, Scope, Shared};

use crate::api_error::{ApiError, ApiErrorCode, Raise};
use crate::script::limits::MAX_IMPORT_DEPTH;

/// Modules that a script may import: name → source.
pub type Modules = BTreeMap<String, String>;

/// Resolves `import "name"` from a lesson's modules.
pub(crate) struct LessonModules {
    sources: Modules,
    loaded: RefCell<BTreeMap<String, Shared<Module>>>,
    depth: Cell<usize>,
}

impl LessonModules {
    pub(crate) fn new(sources: Modules) -> Self {
        Self { sources, loaded: RefCell::default(), depth: Cell::new(0) }
    }

    fn unknown(&self, name: &str) -> Box<EvalAltResult> {
        let allowed: Vec<_> = self.sources.keys().map(String::as_str).collect();
        ApiError::new(ApiErrorCode::UnknownModule)
            .with("given", name)
            .with("allowed", allowed.join(", "))
            .raise()
    }
}

impl ModuleResolver for LessonModules {
    fn resolve(
        &self,
        engine: &Engine,
        _source: Option<&str>,
        name: &str,
        position: Position,
    ) -> Result<Shared<Module>, Box<EvalAltResult>> {
        if let Some(module) = self.loaded.borrow().get(name) {
            return Ok(module.clone());
        }
        let at = |mut error: Box<EvalAltResult>| {
            if error.position().is_none() {
                error.set_position(position);
            }
            error
        };
        let source = self.sources.get(name).ok_or_else(|| at(self.unknown(name)))?;
        // Modules that import each other in a cycle would never end.
        if self.depth.get() >= MAX_IMPORT_DEPTH {
            return Err(Box::new(EvalAltResult::ErrorStackOverflow(position)));
        }
        self.depth.set(self.depth.get() + 1);
        let result = engine.compile(source).map_err(Into::into).and_then(|mut ast| {
            ast.set_source(name);
            Module::eval_ast_as_new(Scope::new(), &ast, engine)
        });
        self.depth.set(self.depth.get() - 1);
        let module = Shared::new(
            result
                .map_err(|inner| Box::new(EvalAltResult::ErrorInModule(name.to_owned(), inner, position)))?,
        );
        self.loaded.borrow_mut().insert(name.to_owned(), module.clone());
        Ok(module)
    }
}
