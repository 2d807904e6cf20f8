//! `Edm.Stream`: content that is fetched on its own.

use super::{ValueError, binary, text_value};

text_value! {
    /// Content that is fetched on its own. An object mostly says no more than its links, as annotations
    /// (`photo@odata.mediaReadLink`); where a service sends the content in place, it is base64.
    Stream
}

impl Stream {
    /// The content that was sent in place.
    ///
    /// # Errors
    ///
    /// If the text is no base64.
    pub fn bytes(&self) -> Result<Vec<u8>, ValueError> {
        binary::decode(self.as_str()).ok_or_else(|| ValueError::new("base64", self.as_str()))
    }
}
