//! Where the content of an upload comes from: anything of known length that can be read at any place.

use std::{
    fmt,
    io::{self, Read, Seek, SeekFrom},
    sync::{Mutex, PoisonError},
};

use bytes::Bytes;
use futures::future::BoxFuture;

/// Content of known length that can be read at any place, and again.
pub trait UploadSource: Send + Sync {
    /// How many bytes there are.
    fn len(&self) -> u64;

    /// Whether there are none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Reads so many bytes from a place.
    fn read(&self, offset: u64, length: usize) -> BoxFuture<'_, io::Result<Bytes>>;
}

impl UploadSource for Bytes {
    fn len(&self) -> u64 {
        Bytes::len(self) as u64
    }

    fn read(&self, offset: u64, length: usize) -> BoxFuture<'_, io::Result<Bytes>> {
        let end = usize::try_from(offset).ok().and_then(|start| Some(start..start.checked_add(length)?));
        let piece = end.filter(|range| range.end <= Bytes::len(self)).map(|range| self.slice(range));
        Box::pin(std::future::ready(piece.ok_or_else(|| io::ErrorKind::UnexpectedEof.into())))
    }
}

impl UploadSource for Vec<u8> {
    fn len(&self) -> u64 {
        Vec::len(self) as u64
    }

    fn read(&self, offset: u64, length: usize) -> BoxFuture<'_, io::Result<Bytes>> {
        let start = usize::try_from(offset).ok();
        let range = start.and_then(|start| Some(start..start.checked_add(length)?));
        let piece = range.and_then(|range| self.get(range)).map(Bytes::copy_from_slice);
        Box::pin(std::future::ready(piece.ok_or_else(|| io::ErrorKind::UnexpectedEof.into())))
    }
}

/// A file, or anything else that can be read and sought. Reads a slice at a time, on the thread that polls.
pub struct SeekSource<R> {
    length: u64,
    inner: Mutex<R>,
}

impl<R: Read + Seek + Send> SeekSource<R> {
    /// Takes the length from the end.
    pub fn new(mut inner: R) -> io::Result<Self> {
        let length = inner.seek(SeekFrom::End(0))?;
        Ok(Self { length, inner: Mutex::new(inner) })
    }

    fn read_now(&self, offset: u64, length: usize) -> io::Result<Bytes> {
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        inner.seek(SeekFrom::Start(offset))?;
        let mut piece = vec![0; length];
        inner.read_exact(&mut piece)?;
        Ok(piece.into())
    }
}

impl<R: Read + Seek + Send> UploadSource for SeekSource<R> {
    fn len(&self) -> u64 {
        self.length
    }

    fn read(&self, offset: u64, length: usize) -> BoxFuture<'_, io::Result<Bytes>> {
        Box::pin(std::future::ready(self.read_now(offset, length)))
    }
}

impl<R> fmt::Debug for SeekSource<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SeekSource").field("length", &self.length).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn check(source: impl UploadSource) {
        assert_eq!(source.len(), 5);
        assert_eq!(source.read(1, 3).await.ok(), Some(Bytes::from_static(b"ell")));
        assert!(source.read(3, 3).await.is_err() && source.read(u64::MAX, 3).await.is_err());
    }

    #[tokio::test]
    async fn sources_read_at_any_place() {
        check(Bytes::from_static(b"hello")).await;
        check(b"hello".to_vec()).await;
        check(SeekSource::new(io::Cursor::new(b"hello")).expect("a cursor can be sought")).await;
    }
}
