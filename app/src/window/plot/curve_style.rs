//! Styles of curves: colours that colour-blind people can tell apart too, and after those, dash patterns.

use egui::Color32;
use egui_plot::LineStyle;

/// Width of a line, in points.
pub(super) const LINE_WIDTH: f32 = 2.0;

/// Colours on a light background, in an order where the first ones differ most, in lightness too. Each has the
/// contrast of 3 to 1 that graphics need.
const LIGHT: [Color32; 8] = [
    Color32::from_rgb(0, 106, 168),
    Color32::from_rgb(205, 88, 0),
    Color32::from_rgb(0, 128, 94),
    Color32::from_rgb(170, 60, 128),
    Color32::from_rgb(138, 106, 0),
    Color32::from_rgb(56, 56, 60),
    Color32::from_rgb(110, 80, 190),
    Color32::from_rgb(0, 140, 158),
];

const DARK: [Color32; 8] = [
    Color32::from_rgb(86, 180, 233),
    Color32::from_rgb(240, 140, 60),
    Color32::from_rgb(40, 196, 150),
    Color32::from_rgb(240, 140, 196),
    Color32::from_rgb(240, 228, 66),
    Color32::from_rgb(232, 232, 236),
    Color32::from_rgb(176, 152, 245),
    Color32::from_rgb(120, 224, 232),
];

/// Returns the colour of the curve with this index, from 0.
pub(in crate::window) fn color(index: usize, dark_mode: bool) -> Color32 {
    let palette = if dark_mode { &DARK } else { &LIGHT };
    palette.get(index % palette.len()).copied().unwrap_or(Color32::GRAY)
}

/// Returns the dash pattern of the curve with this index, from 0.
pub(super) fn style(index: usize) -> LineStyle {
    match index / LIGHT.len() {
        0 => LineStyle::Solid,
        1 => LineStyle::Dashed { length: 8.0 },
        _ => LineStyle::Dotted { spacing: 6.0 },
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::data::MAX_CURVES;
    use super::*;

    fn luminance(color: Color32) -> f32 {
        let [red, green, blue, _] = egui::Rgba::from(color).to_array();
        0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05
    }

    #[test]
    fn every_curve_stands_out_from_the_ground() {
        for (dark_mode, visuals) in [(false, egui::Visuals::light()), (true, egui::Visuals::dark())] {
            let ground = luminance(visuals.extreme_bg_color);
            for index in 0..MAX_CURVES {
                let curve = luminance(color(index, dark_mode));
                let contrast = ground.max(curve) / ground.min(curve);
                assert!(contrast >= 3.0, "{dark_mode} {index}: {contrast}");
            }
        }
    }

    #[test]
    fn no_two_curves_look_the_same() {
        let looks: BTreeSet<String> =
            (0..MAX_CURVES).map(|index| format!("{:?} {:?}", color(index, true), style(index))).collect();
        assert_eq!(looks.len(), MAX_CURVES);
    }
}
