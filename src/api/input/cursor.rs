//! Cursors: where a list goes on, as a text that is bound to its list.
//!
//! The check is no secret: whoever forges a cursor only chooses where to begin in a list that is its own. It
//! is there so that a cursor that was cut, mistyped or taken from another list is told apart from an end.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::Digest;
use sha2::Sha256;
use uuid::Uuid;

const CHECK_BYTES: usize = 8;

/// The cursor that goes on below `last` in the list called `list`.
pub(crate) fn write(list: &str, last: Uuid) -> String {
    let mut bytes = last.as_bytes().to_vec();
    bytes.extend_from_slice(&check(list, last));
    URL_SAFE_NO_PAD.encode(bytes)
}

/// The id a cursor goes on below; `None` if it was not made for this list.
pub(crate) fn read(list: &str, cursor: &str) -> Option<Uuid> {
    let bytes = URL_SAFE_NO_PAD.decode(cursor).ok()?;
    let (id, given) = bytes.split_first_chunk::<16>()?;
    let last = Uuid::from_bytes(*id);
    (given == check(list, last)).then_some(last)
}

fn check(list: &str, last: Uuid) -> [u8; CHECK_BYTES] {
    let mut hash = Sha256::new_with_prefix(b"hookit/cursor\0");
    hash.update(last.as_bytes());
    hash.update(list.as_bytes());
    let digest: [u8; 32] = hash.finalize().into();
    let mut check = [0; CHECK_BYTES];
    check.copy_from_slice(&digest[..CHECK_BYTES]);
    check
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_is_read_where_it_was_written_and_nowhere_else() {
        let id = Uuid::from_u128(7);
        let cursor = write("events prj_a", id);
        assert_eq!(read("events prj_a", &cursor), Some(id));
        assert_eq!(read("events prj_b", &cursor), None);
        for at in 0..cursor.len() {
            let mut odd = cursor.clone().into_bytes();
            odd[at] = if odd[at] == b'A' { b'B' } else { b'A' };
            assert_eq!(read("events prj_a", std::str::from_utf8(&odd).unwrap()), None);
        }
        assert_eq!(read("events prj_a", ""), None);
        assert_eq!(read("events prj_a", &cursor[1..]), None);
    }
}
