//! Closed sets: enums whose members have ids.

use std::fmt;

use serde::Deserializer;
use serde::de::{Error, Visitor};

/// A member of a closed set; [`closed_set!`](crate::closed_set) implements it.
pub trait Code: Copy + fmt::Debug + 'static {
    /// Returns the stable id.
    fn id(self) -> &'static str;
}

/// Defines a closed set: an enum whose members have ids, one `Member = "id"` per line.
///
/// The enum gets `ALL`, `IDS`, `id`, `from_id` and an implementation of [`Code`]. Its attributes are kept; `Clone`,
/// `Copy`, `Debug`, `Hash` and the comparisons are derived.
///
/// A set that includes all of another set names it in a second block, `and { Member(OtherSet) }`. Its own members are
/// then in `OWN`, and the id of the last member is the other set's.
#[macro_export]
macro_rules! closed_set {
    (
        $(#[$attribute:meta])*
        $visibility:vis enum $name:ident {
            $($(#[doc = $doc:literal])+ $member:ident = $id:literal,)+
        }
    ) => {
        $(#[$attribute])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        $visibility enum $name { $($(#[doc = $doc])+ $member,)+ }

        impl $name {
            /// Every member, in the order of the set.
            pub const ALL: &'static [Self] = &[$(Self::$member,)+];

            /// The ids of [`Self::ALL`].
            pub const IDS: &'static [&'static str] = &[$($id,)+];

            /// Returns the stable id.
            pub const fn id(self) -> &'static str {
                match self { $(Self::$member => $id,)+ }
            }

            /// Returns the member with this id.
            pub fn from_id(id: &str) -> Option<Self> {
                Self::IDS.iter().position(|known| *known == id).and_then(|index| Self::ALL.get(index).copied())
            }
        }

        impl $crate::Code for $name {
            fn id(self) -> &'static str {
                self.id()
            }
        }
    };
    (
        $(#[$attribute:meta])*
        $visibility:vis enum $name:ident {
            $($(#[doc = $doc:literal])+ $member:ident = $id:literal,)+
        } and {
            $(#[doc = $other_doc:literal])+ $other:ident($set:ty),
        }
    ) => {
        $(#[$attribute])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        $visibility enum $name {
            $($(#[doc = $doc])+ $member,)+
            $(#[doc = $other_doc])+ $other($set),
        }

        impl $name {
            /// Every own member, in the order of the set.
            pub const OWN: &'static [Self] = &[$(Self::$member,)+];

            /// Returns the stable id.
            pub const fn id(self) -> &'static str {
                match self {
                    $(Self::$member => $id,)+
                    Self::$other(code) => code.id(),
                }
            }
        }

        impl $crate::Code for $name {
            fn id(self) -> &'static str {
                self.id()
            }
        }
    };
}

/// Implements serde for a closed set: its members are written and read as their ids.
///
/// The derived code would compare with each id separately and be larger, in a page that is downloaded.
#[macro_export]
macro_rules! serde_by_id {
    ($name:ident) => {
        impl $crate::macros::serde::Serialize for $name {
            fn serialize<S: $crate::macros::serde::Serializer>(
                &self,
                serializer: S,
            ) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.id())
            }
        }

        impl<'de> $crate::macros::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::macros::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> Result<Self, D::Error> {
                $crate::macros::read_id(deserializer, Self::ALL, Self::IDS)
            }
        }
    };
}

/// Deserializes a member of `all` by its id, which has the same index in `ids`.
///
/// # Errors
/// Errors of the deserializer; an unknown id.
pub fn read_id<'de, D: Deserializer<'de>, C: Copy>(
    deserializer: D,
    all: &'static [C],
    ids: &'static [&'static str],
) -> Result<C, D::Error> {
    let index = deserializer.deserialize_str(Ids(ids))?;
    all.get(index).copied().ok_or_else(|| D::Error::custom("no such id"))
}

/// Visitor that returns the index of an id in the list.
struct Ids(&'static [&'static str]);

impl Visitor<'_> for Ids {
    type Value = usize;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("one of the ids of a closed set")
    }

    fn visit_str<E: Error>(self, id: &str) -> Result<usize, E> {
        self.0.iter().position(|known| *known == id).ok_or_else(|| E::unknown_variant(id, self.0))
    }
}

#[cfg(test)]
mod tests {
    use crate::Coded;

    closed_set! {
        /// A set.
        pub enum Fruit {
            /// One.
            Apple = "apple",
            /// Another.
            SourCherry = "sour-cherry",
        }
    }

    serde_by_id!(Fruit);

    closed_set! {
        /// A set with that in it.
        pub enum Food {
            /// Its own.
            Bread = "bread",
        } and {
            /// The other set's.
            Fruit(Fruit),
        }
    }

    #[test]
    fn ids_name_members() {
        assert_eq!(Fruit::ALL.iter().map(|fruit| fruit.id()).collect::<Vec<_>>(), Fruit::IDS);
        assert_eq!(Fruit::from_id("sour-cherry"), Some(Fruit::SourCherry));
        assert_eq!(Fruit::from_id("SourCherry"), None);
        assert_eq!(Food::OWN, [Food::Bread]);
        assert_eq!((Food::Bread.id(), Food::Fruit(Fruit::Apple).id()), ("bread", "apple"));
    }

    #[test]
    fn members_are_written_as_their_ids() {
        for fruit in Fruit::ALL {
            assert_eq!(serde_json::to_value(fruit).unwrap(), fruit.id());
            assert_eq!(serde_json::from_value::<Fruit>(fruit.id().into()).unwrap(), *fruit);
        }
        let error = serde_json::from_str::<Fruit>("\"plum\"").unwrap_err().to_string();
        assert!(error.starts_with("unknown variant `plum`, expected `apple` or `sour-cherry`"), "{error}");
        assert!(serde_json::from_str::<Fruit>("1").is_err());
    }

    #[test]
    fn sets_can_be_keys_and_codes() {
        let counts = std::collections::BTreeMap::from([(Fruit::SourCherry, 2)]);
        let written = serde_json::to_string(&counts).unwrap();
        assert_eq!(written, r#"{"sour-cherry":2}"#);
        assert_eq!(serde_json::from_str::<std::collections::BTreeMap<Fruit, i32>>(&written).unwrap(), counts);
        let coded = Coded::new(Food::Fruit(Fruit::Apple)).with("count", 3);
        assert_eq!(coded.to_string(), "apple count=3");
    }
}
