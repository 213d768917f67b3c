//! Event types: the registry that operators keep, and which types were published lately.

mod lately;
mod registry;
mod rules;

pub use self::lately::SeenType;
pub use self::lately::lately;
pub use self::registry::EVENT_TYPES_MAX;
pub use self::registry::Put;
pub use self::registry::RegisteredType;
pub use self::registry::TypeSettings;
pub use self::registry::find;
pub use self::registry::list;
pub use self::registry::put;
pub use self::registry::remove;
pub(crate) use self::rules::TypeRule;
pub(crate) use self::rules::TypeRules;
pub(crate) use self::rules::rules;
