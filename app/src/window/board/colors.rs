//! Colours of boards and parts: those of the real things, the same in the light and dark theme.

use egui::Color32;

pub(super) const MICROBIT: Color32 = Color32::from_rgb(28, 29, 33);
pub(super) const MICROBIT_EDGE: Color32 = Color32::from_rgb(70, 72, 80);
pub(super) const GOLD: Color32 = Color32::from_rgb(214, 170, 76);
pub(super) const GOLD_DARK: Color32 = Color32::from_rgb(150, 112, 40);
pub(super) const GOLD_LIGHT: Color32 = Color32::from_rgb(255, 222, 130);
pub(super) const SILVER: Color32 = Color32::from_rgb(188, 192, 198);
pub(super) const SILVER_DARK: Color32 = Color32::from_rgb(120, 124, 132);
pub(super) const BLACK: Color32 = Color32::from_rgb(14, 14, 16);
pub(super) const PRINT: Color32 = Color32::from_rgb(232, 236, 238);
pub(super) const LED_OFF: Color32 = Color32::from_rgb(66, 44, 44);
pub(super) const PRESSED: Color32 = Color32::from_rgb(90, 170, 255);

pub(super) const UNO: Color32 = Color32::from_rgb(0, 124, 130);
pub(super) const UNO_EDGE: Color32 = Color32::from_rgb(0, 88, 94);
pub(super) const HEADER: Color32 = Color32::from_rgb(24, 26, 28);
pub(super) const HOLE: Color32 = Color32::from_rgb(96, 100, 104);

/// Returns the perceived brightness of an LED: to the eye, the first steps of brightness are the largest.
///
/// # Arguments
/// - `share`: brightness, 0..=1.
pub(super) fn perceived(share: f32) -> f32 {
    share.clamp(0.0, 1.0).powf(0.6)
}

/// Mixes two colours.
///
/// # Arguments
/// - `share`: share of `to`, 0..=1.
pub(super) fn mix(from: Color32, to: Color32, share: f32) -> Color32 {
    from.lerp_to_gamma(to, share.clamp(0.0, 1.0))
}

/// Makes a colour translucent.
///
/// # Arguments
/// - `share`: opacity, 0..=1.
pub(super) fn veil(color: Color32, share: f32) -> Color32 {
    color.gamma_multiply(share.clamp(0.0, 1.0))
}

/// Returns the colour that marks a pin in use, legible on the light and the dark theme.
pub(super) fn in_use(dark_mode: bool) -> Color32 {
    if dark_mode { Color32::from_rgb(120, 210, 255) } else { Color32::from_rgb(0, 96, 160) }
}
