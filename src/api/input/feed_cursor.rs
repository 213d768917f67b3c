//! Cursors of the feed: a position as a text that is bound to its project.
//!
//! As with lists, the check is no secret: whoever forges a position only chooses what of its own project it reads.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::Digest;
use sha2::Sha256;

use crate::domain::id::ProjectId;
use crate::store::feed::FeedPosition;

const CHECK_BYTES: usize = 8;

/// The position as a text.
pub(crate) fn write(project: ProjectId, position: &FeedPosition) -> String {
    // Numbers and short texts always have a JSON form.
    let json = serde_json::to_vec(position).unwrap_or_default();
    let mut bytes = check(project, &json).to_vec();
    bytes.extend(json);
    URL_SAFE_NO_PAD.encode(bytes)
}

/// The position in a text; `None` if it was not made for this project's feed.
pub(crate) fn read(project: ProjectId, cursor: &str) -> Option<FeedPosition> {
    let bytes = URL_SAFE_NO_PAD.decode(cursor).ok()?;
    let (given, json) = bytes.split_first_chunk::<CHECK_BYTES>()?;
    if *given != check(project, json) {
        return None;
    }
    serde_json::from_slice(json).ok()
}

fn check(project: ProjectId, json: &[u8]) -> [u8; CHECK_BYTES] {
    let mut hash = Sha256::new_with_prefix(b"hookit/feed\0");
    hash.update(project.uuid().as_bytes());
    hash.update(json);
    let digest: [u8; 32] = hash.finalize().into();
    let mut check = [0; CHECK_BYTES];
    check.copy_from_slice(&digest[..CHECK_BYTES]);
    check
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_position_is_read_where_it_was_written_and_nowhere_else() {
        let json = r#"{"server":7,"seen":{"snapshot":"10:12:10","at_us":5},"floor_us":4,"round":null}"#;
        let position: FeedPosition = serde_json::from_str(json).unwrap();
        let project = |number| ProjectId::from_uuid(uuid::Uuid::from_u128(number));
        let cursor = write(project(1), &position);
        assert_eq!(read(project(1), &cursor), Some(position));
        assert_eq!(read(project(2), &cursor), None);
        assert_eq!(read(project(1), &cursor[1..]), None);
        assert_eq!(read(project(1), ""), None);
        let text = std::str::from_utf8(&URL_SAFE_NO_PAD.decode(&cursor).unwrap()[CHECK_BYTES..])
            .unwrap()
            .replace("10:12:10", "10:2:10");
        let mut odd = check(project(1), text.as_bytes()).to_vec();
        odd.extend(text.as_bytes());
        assert_eq!(read(project(1), &URL_SAFE_NO_PAD.encode(odd)), None, "what Postgres would refuse");
    }
}
