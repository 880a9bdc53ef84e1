//! USB ids of known devices, and their names.

/// The vendor and product ids of a USB device.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct UsbId {
    /// The vendor id.
    pub vendor: u16,
    /// The product id, assigned by the vendor.
    pub product: u16,
}

impl std::fmt::Display for UsbId {
    /// Formats the ids as tools do: `2341:0043`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04X}:{:04X}", self.vendor, self.product)
    }
}

/// A known USB device: one product, or all products of a vendor, with the maker's name.
#[derive(Clone, Copy, Debug)]
pub(crate) struct KnownUsb {
    pub(crate) vendor: u16,
    /// Product id; `None` for all products of the vendor.
    pub(crate) product: Option<u16>,
    pub(crate) name: &'static str,
}

impl KnownUsb {
    /// Makes the entry of a product.
    pub(crate) const fn product(vendor: u16, product: u16, name: &'static str) -> Self {
        Self { vendor, product: Some(product), name }
    }

    /// Makes the entry of a vendor's other products.
    pub(crate) const fn vendor(vendor: u16, name: &'static str) -> Self {
        Self { vendor, product: None, name }
    }

    /// True if the entry covers `id`.
    pub(crate) fn is(&self, id: UsbId) -> bool {
        self.vendor == id.vendor && self.product.is_none_or(|product| product == id.product)
    }
}
