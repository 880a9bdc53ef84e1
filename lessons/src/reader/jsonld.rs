//! Metadata of a pack for catalogues of learning material: schema.org's `LearningResource`, with the properties that
//! LRMI brought into it.

use serde_json::{Value, json};

use crate::language::{Language, LocalText};
use crate::pack::{Manifest, Pack};

/// Returns the pack's metadata as JSON-LD.
pub fn export(pack: &Pack) -> Value {
    let manifest = &pack.manifest;
    let [first, last] = manifest.grades;
    let grades: Vec<Value> = (first..=last).map(grade).collect();
    let steps: Vec<Value> = (1..)
        .zip(&pack.steps)
        .map(|(position, step)| {
            let titles = step.texts.iter().map(|(language, text)| (*language, text.title.as_str()));
            let minutes = step.texts.values().next().map_or(0, |text| text.minutes);
            json!({
                "@type": "LearningResource",
                "identifier": step.name,
                "position": position,
                "name": tagged(titles),
                "learningResourceType": "exercise",
                "timeRequired": duration(minutes),
            })
        })
        .collect();
    let authors: Vec<Value> =
        manifest.authors.iter().map(|name| json!({ "@type": "Person", "name": name })).collect();
    json!({
        "@context": "https://schema.org",
        "@type": "LearningResource",
        "identifier": manifest.id,
        "version": manifest.version,
        "name": local(&manifest.title),
        "description": local(&manifest.summary),
        "author": authors,
        "license": licence(manifest),
        "inLanguage": manifest.languages.iter().map(|language| language.code()).collect::<Vec<_>>(),
        "keywords": manifest.topics,
        "teaches": manifest.topics,
        "learningResourceType": ["lesson", "exercise"],
        "educationalUse": "assignment",
        "interactivityType": "active",
        "timeRequired": duration(manifest.minutes),
        "educationalLevel": level(first, last),
        "educationalAlignment": grades,
        // A pupil who begins the first year of school in Finland turns seven that year.
        "typicalAgeRange": format!("{}-{}", first + 6, last + 7),
        "audience": { "@type": "EducationalAudience", "educationalRole": "student" },
        "hasPart": steps,
    })
}

fn level(first: u8, last: u8) -> String {
    if first == last { format!("Grade {first}") } else { format!("Grades {first}-{last}") }
}

fn grade(grade: u8) -> Value {
    // Nine years of basic education, and three of upper secondary.
    let framework = if grade <= 9 { "Finnish basic education" } else { "Finnish upper secondary education" };
    json!({
        "@type": "AlignmentObject",
        "alignmentType": "educationalLevel",
        "educationalFramework": framework,
        "targetName": format!("Grade {grade}"),
    })
}

fn local(text: &LocalText) -> Value {
    tagged(text.0.iter().map(|(language, text)| (*language, text.as_str())))
}

fn tagged<'t>(texts: impl Iterator<Item = (Language, &'t str)>) -> Value {
    texts.map(|(language, text)| json!({ "@language": language.code(), "@value": text })).collect()
}

/// Formats a duration by ISO 8601.
fn duration(minutes: u32) -> String {
    match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("PT{minutes}M"),
        (hours, 0) => format!("PT{hours}H"),
        (hours, minutes) => format!("PT{hours}H{minutes}M"),
    }
}

/// Returns the address of the licence's page if it is a single known licence; otherwise the expression itself.
fn licence(manifest: &Manifest) -> Value {
    let Some(id) = spdx::license_id(&manifest.licence) else { return json!(manifest.licence) };
    let page = match id.name {
        "CC0-1.0" => "https://creativecommons.org/publicdomain/zero/1.0/".to_owned(),
        name => match name.strip_prefix("CC-").and_then(|rest| rest.rsplit_once('-')) {
            Some((kind, version)) if version == "4.0" => {
                format!("https://creativecommons.org/licenses/{}/{version}/", kind.to_ascii_lowercase())
            }
            _ => format!("https://spdx.org/licenses/{name}.html"),
        },
    };
    json!(page)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::board::BoardKind;
    use crate::load::load;
    use crate::template::new_pack;

    #[test]
    fn a_pack_is_described() {
        let pack = load(&new_pack("my-pack", &[BoardKind::Arduino], Language::ALL)).unwrap();
        let found = export(&pack);
        for (way, expected) in [
            ("/@type", json!("LearningResource")),
            ("/identifier", json!("my-pack")),
            ("/name/2", json!({ "@language": "en", "@value": "Switch on the light" })),
            ("/license", json!("https://creativecommons.org/licenses/by/4.0/")),
            ("/inLanguage", json!(["fi", "sv", "en"])),
            ("/timeRequired", json!("PT10M")),
            ("/educationalLevel", json!("Grades 3-6")),
            ("/educationalAlignment/3/targetName", json!("Grade 6")),
            ("/educationalAlignment/3/alignmentType", json!("educationalLevel")),
            ("/typicalAgeRange", json!("9-13")),
            ("/hasPart/0/position", json!(1)),
        ] {
            assert_eq!(found.pointer(way), Some(&expected), "{way}");
        }
    }

    #[test]
    fn durations_and_licences() {
        assert_eq!([45, 60, 135].map(duration), ["PT45M", "PT1H", "PT2H15M"]);
        let mut pack = load(&new_pack("my-pack", &[], &[])).unwrap();
        for (id, page) in [
            ("CC0-1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
            ("CC-BY-NC-SA-4.0", "https://creativecommons.org/licenses/by-nc-sa/4.0/"),
            ("MIT", "https://spdx.org/licenses/MIT.html"),
            ("MIT OR Apache-2.0", "MIT OR Apache-2.0"),
        ] {
            pack.manifest.licence = id.to_owned();
            assert_eq!(licence(&pack.manifest), page);
        }
    }
}
