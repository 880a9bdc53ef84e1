//! Enums whose members have ids.

use std::fmt;

use serde::Deserializer;
use serde::de::{Error, Visitor};

/// A member of a closed set; [`closed_set!`](crate::closed_set) implements it.
pub trait Code: Copy + fmt::Debug + 'static {
    /// The stable id.
    fn id(self) -> &'static str;
}

/// Makes an enum of members with ids, one `Member = "id"` a line: a closed set.
///
/// The enum gets `ALL`, `id`, `from_id` and [`Code`]. Attributes of the enum stay; `Clone`, `Copy`, `Debug` and the
/// comparisons need not be derived.
///
/// A set that has all of another set in it says so in a second block, `and { Member(OtherSet) }`. Its own members are `OWN`
/// then, and `id` of the last member is the other set's.
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

            /// The stable id.
            pub const fn id(self) -> &'static str {
                match self { $(Self::$member => $id,)+ }
            }

            /// The member with this id.
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
            /// Every member of the set's own, in its order.
            pub const OWN: &'static [Self] = &[$(Self::$member,)+];

            /// The stable id.
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

/// Makes serde write a closed set's members as their ids, and read them so.
///
/// What serde derives would be a comparison in code for each member, in a page that is downloaded.
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

/// Reads a member of `all` by its id, which has the same place in `ids`.
///
/// # Errors
/// What the deserializer says, and what serde says of an unknown variant.
pub fn read_id<'de, D: Deserializer<'de>, C: Copy>(
    deserializer: D,
    all: &'static [C],
    ids: &'static [&'static str],
) -> Result<C, D::Error> {
    let index = deserializer.deserialize_str(Ids(ids))?;
    all.get(index).copied().ok_or_else(|| D::Error::custom("no such id"))
}

/// Takes one of these ids and gives its place.
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
