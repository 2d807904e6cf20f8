//! How English says what a property is, which values it has, and what can be done with it.

pub(super) static READ_ONLY_SOMETIMES: &[&str] = &[
    "read-only for",
    "read-only when",
    "read-only if",
    "read-only unless",
    "read only for",
    "read only when",
    "read only if",
    "read only after",
    "read only unless",
    "read only until",
    "read only except",
    "read only to",
    "read only on",
    "read only in",
    "readonly for",
    "readonly when",
    "readonly if",
    "readonly after",
    "readonly unless",
    "readonly until",
    "readonly except",
    "readonly to",
    "read-only after",
    "read-only until",
    "read-only except",
    "read-only once",
    "read-only to",
    "read-only on the",
    "read-only in",
    "read-only through",
    "once set",
    "once it is set",
    "after it is set",
    "after creation",
];

pub(super) static FLAGS: &[&str] = &[
    "multi-valued enum",
    "multivalued enum",
    "multi-value enum",
    "multi-valued property",
    "multivalued property",
    "multi-value property",
    "=multi-valued",
    "=multivalued",
    "is multi-valued",
    "is multivalued",
    "flags enum",
    "flagged enum",
    "flag enum",
    "allows multiple values",
    "combination of",
    "can be combined",
    "may be combined",
    "comma-separated",
    "comma separated",
];

pub(super) static ABSTRACT: &[&str] = &[
    "abstract type",
    "abstract base",
    "is an abstract",
    "is abstract",
    "abstract class",
    "abstract entity",
    "abstract resource",
    "abstract complex type",
    "an abstract",
    "cannot be instantiated",
    "can't be instantiated",
    "not be instantiated",
    "n't be instantiated",
];

pub(super) static ALTERNATE_KEY: &[&str] = &[
    "=alternate key",
    "^alternate key",
    "is an alternate key",
    "as an alternate key",
    "be used as alternate key",
    "serves as alternate key",
];

pub(super) static USABLE: &[&str] = &[
    "can use",
    "can also use",
    "may use",
    "can be used",
    "may be used",
    "can also be used",
    "^use ",
    "requires the",
    "parameter is required",
];

pub(super) static UNUSABLE: &[&str] = &["n't use", "not use", "cannot use", "not be used", "n't be used"];

pub(super) static GUESSED: &[&str] = &["^guessed among them"];

pub(super) static ONE_VALUE: &[&str] =
    &["value", "values", "member", "members", "enum value", "option", "options"];

pub(super) static WHOLE_ROW: &[&str] = &[
    "this property",
    "the property",
    "this attribute",
    "this field",
    "this parameter",
    "this relationship",
    "this navigation property",
    "this setting",
];

pub(super) static IS_DEFAULT: &[&str] = &[
    "(default)",
    "(default value)",
    "(the default)",
    "(the default value)",
    "(by default)",
    "[default]",
    "is the default",
    "as the default",
    "as default",
];

pub(super) static NOT_ABSTRACT: &[&str] =
    &["not abstract", "not an abstract", "n't abstract", "n't an abstract"];

pub(super) static DICTIONARY: &[&str] = &[
    "represents a dictionary",
    "dictionary of",
    "is a dictionary",
    "key/value pairs",
    "key-value pairs",
    "key value pairs",
    "name/value pairs",
    "name-value pairs",
];

pub(super) static SMALLEST: &[&str] = &[
    "minimum",
    "minimum value",
    "minimum is",
    "minimum value is",
    "minimum of",
    "minimum value of",
    "min",
    "min.",
    "at least",
    "not less than",
    "no less than",
    "greater than or equal to",
    "lowest value is",
    "smallest value is",
];

pub(super) static LARGEST: &[&str] = &[
    "maximum",
    "maximum value",
    "maximum is",
    "maximum value is",
    "maximum of",
    "maximum value of",
    "max",
    "max.",
    "at most",
    "not more than",
    "no more than",
    "less than or equal to",
    "highest value is",
    "largest value is",
];

pub(super) static ITEMS: &[&str] = &["items", "elements", "entries", "members", "values", "objects"];
