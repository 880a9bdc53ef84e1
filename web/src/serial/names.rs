//! Names for ports: a browser reports only what is plugged in, not where.

use digilab_devices::discovery::{Port, UsbId, identify};

/// A device that was plugged in at some time.
struct Entry<P> {
    name: String,
    usb: Option<UsbId>,
    /// The browser's port, while it is plugged in.
    port: Option<P>,
}

/// The ports a page knows, under stable names: a device that is plugged in again gets its old name.
pub struct Names<P> {
    entries: Vec<Entry<P>>,
}

impl<P> Default for Names<P> {
    fn default() -> Self {
        Self { entries: Vec::new() }
    }
}

impl<P: Clone + PartialEq> Names<P> {
    /// Sets the ports that are present now. Returns true if that is a change.
    pub fn update(&mut self, present: Vec<(P, Option<UsbId>)>) -> bool {
        let mut is_new = false;
        for entry in &mut self.entries {
            let is_there = |port: &P| present.iter().any(|(present, _)| present == port);
            if entry.port.as_ref().is_some_and(|port| !is_there(port)) {
                entry.port = None;
                is_new = true;
            }
        }
        for (port, usb) in present {
            if self.entries.iter().any(|entry| entry.port.as_ref() == Some(&port)) {
                continue;
            }
            is_new = true;
            // A device of the same kind as one that was unplugged is taken for the same device.
            match self.entries.iter_mut().find(|entry| entry.port.is_none() && entry.usb == usb) {
                Some(entry) => entry.port = Some(port),
                None => {
                    let name = format!("usb-{}", self.entries.len() + 1);
                    self.entries.push(Entry { name, usb, port: Some(port) });
                }
            }
        }
        is_new
    }

    /// Removes a port, even if the browser still lists it. Returns true if that is a change.
    pub fn remove(&mut self, port: &P) -> bool {
        let entry = self.entries.iter_mut().find(|entry| entry.port.as_ref() == Some(port));
        entry.map(|entry| entry.port = None).is_some()
    }

    /// The port called `name`, if it is plugged in.
    pub fn port(&self, name: &str) -> Option<P> {
        self.entries.iter().find(|entry| entry.name == name)?.port.clone()
    }

    /// True if a device called `name` was ever plugged in.
    pub fn knows(&self, name: &str) -> bool {
        self.entries.iter().any(|entry| entry.name == name)
    }

    /// The ports that are plugged in.
    pub fn list(&self) -> Vec<Port> {
        let present = self.entries.iter().filter(|entry| entry.port.is_some());
        present
            .map(|entry| Port {
                path: entry.name.clone(),
                usb: entry.usb,
                device: entry.usb.and_then(identify),
                product: None,
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MICROBIT: Option<UsbId> = Some(UsbId { vendor: 0x0D28, product: 0x0204 });
    const UNO: Option<UsbId> = Some(UsbId { vendor: 0x2341, product: 0x0043 });

    fn names(names: &Names<u8>) -> Vec<String> {
        names.list().into_iter().map(|port| port.path).collect()
    }

    #[test]
    fn what_comes_back_has_its_old_name() {
        let mut known = Names::default();
        assert!(!known.update(Vec::new()));
        assert!(known.update(vec![(1, MICROBIT), (2, UNO)]));
        assert!(!known.update(vec![(2, UNO), (1, MICROBIT)]));
        assert_eq!((known.port("usb-1"), known.port("usb-2")), (Some(1), Some(2)));

        assert!(known.remove(&2));
        assert!(!known.remove(&2));
        assert_eq!((names(&known), known.port("usb-2")), (vec!["usb-1".to_owned()], None));
        assert!(known.knows("usb-2") && !known.knows("usb-3"));
        // The browser has a new object for it.
        assert!(known.update(vec![(1, MICROBIT), (3, UNO)]));
        assert_eq!(known.port("usb-2"), Some(3));
        assert!(known.update(vec![(3, UNO)]));
        assert_eq!(names(&known), ["usb-2"]);
    }

    #[test]
    fn two_of_a_kind_are_told_apart_and_plain_names_are_known() {
        let mut known = Names::default();
        known.update(vec![(1, MICROBIT), (2, MICROBIT), (3, None)]);
        assert_eq!(names(&known), ["usb-1", "usb-2", "usb-3"]);
        let plain: Vec<Option<String>> =
            known.list().iter().map(|port| port.plain_name().map(str::to_owned)).collect();
        assert_eq!(plain, [Some("BBC micro:bit".to_owned()), Some("BBC micro:bit".to_owned()), None]);
        known.update(vec![(2, MICROBIT), (3, None), (4, UNO)]);
        assert_eq!(names(&known), ["usb-2", "usb-3", "usb-4"]);
        assert_eq!(known.port("usb-9"), None);
    }
}
