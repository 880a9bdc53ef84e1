//! `digilab usage fields`: lists every field of the usage log, from the program's own list.

use digilab_lab::text::Texts;
use digilab_usage::event::FIELDS;
use digilab_usage::settings::UsageSettings;

/// Fields of every line.
const EVERY: [&str; 5] = ["format", "id", "session", "sequence", "at"];

/// Returns the list as Markdown in the language of `texts`.
pub fn fields(texts: &Texts) -> String {
    let usual = UsageSettings::default();
    let days = [("days", usual.kept_days), ("sent", usual.kept_days_sent)];
    let head = |id: &str| texts.plain(&format!("field-{id}-head"));
    let mut text = format!("# {}\n\n{}\n", head("title"), texts.get("field-intro-head", &days));
    section(&mut text, &head("every"), &EVERY, texts);
    for (event, names) in FIELDS {
        let title = format!("{} (`{event}`)", texts.plain(&format!("use-event-{event}")));
        section(&mut text, &title, names, texts);
    }
    text
}

fn section(text: &mut String, title: &str, names: &[&str], texts: &Texts) {
    *text += &format!("\n## {title}\n\n");
    for name in names {
        let what = texts.plain(&format!("field-{}", name.replace('_', "-")));
        *text += &format!("- `{name}`: {what}\n");
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use digilab_lab::text::Language;

    use super::*;

    #[test]
    fn the_documents_have_what_the_program_says() {
        for language in Language::ALL {
            let written = fields(&Texts::new(*language));
            for (_, names) in FIELDS {
                assert!(names.iter().all(|name| written.contains(&format!("- `{name}`: "))));
            }
            assert!(!written.contains("field-") && !written.contains("use-event-"), "{written}");
            let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../docs/fields/{language}.md"));
            if std::env::var_os("DIGILAB_WRITE_DOCS").is_some() {
                std::fs::create_dir_all(path.parent().unwrap()).unwrap();
                std::fs::write(&path, &written).unwrap();
            }
            let kept = std::fs::read_to_string(&path).unwrap_or_default();
            let command = "DIGILAB_WRITE_DOCS=1 cargo test -p digilab --lib the_documents";
            assert!(kept == written, "docs/fields/{language}.md is not what the program says: run {command}");
        }
    }
}
