//! The schema as OData CSDL XML and as its own JSON.
