//! A validator of JSON (RFC 8259) with limits, which builds nothing and never looks at a byte twice.

use std::borrow::Cow;
use std::ops::Range;

/// Deepest nesting of arrays and objects, the outermost counted.
pub const DEPTH_MAX: usize = 64;
/// Most object members in one document, over all objects.
pub const MEMBERS_MAX: usize = 10_000;
/// Longest number literal, in bytes.
pub const NUMBER_BYTES_MAX: usize = 64;

/// What is wrong, before it is known in which member.
pub(super) struct Fault {
    pub(super) code: &'static str,
    pub(super) detail: Cow<'static, str>,
}

const fn fault(code: &'static str, detail: &'static str) -> Fault {
    Fault { code, detail: Cow::Borrowed(detail) }
}

/// A validator of RFC 8259 with limits. Recursion is at most [`DEPTH_MAX`] deep.
pub(super) struct Scanner<'a> {
    bytes: &'a [u8],
    pub(super) at: usize,
    members: usize,
}

impl<'a> Scanner<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Result<Self, Fault> {
        match std::str::from_utf8(bytes) {
            Ok(_) => Ok(Self { bytes, at: 0, members: 0 }),
            Err(_) => Err(fault("invalid_utf8", "the body is not valid UTF-8")),
        }
    }

    pub(super) fn invalid(&self) -> Fault {
        Fault {
            code: "json_invalid",
            detail: format!("the body is not valid JSON at byte {}", self.at).into(),
        }
    }

    pub(super) fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    pub(super) fn space(&mut self) {
        self.at = space_from(self.bytes, self.at);
    }

    fn eat(&mut self, token: &[u8]) -> Result<(), Fault> {
        if self.bytes[self.at..].starts_with(token) {
            self.at += token.len();
            Ok(())
        } else {
            Err(self.invalid())
        }
    }

    pub(super) fn end(&mut self) -> Result<(), Fault> {
        self.space();
        if self.at == self.bytes.len() { Ok(()) } else { Err(self.invalid()) }
    }

    pub(super) fn value(&mut self, depth: usize) -> Result<(), Fault> {
        match self.peek() {
            Some(b'{' | b'[') if depth > DEPTH_MAX => {
                Err(fault("payload_too_deep", "arrays and objects are nested more than 64 deep"))
            }
            Some(b'{') => {
                let mut more = self.open(b'}');
                while more {
                    self.key()?;
                    self.value(depth + 1)?;
                    more = self.next(b'}')?;
                }
                Ok(())
            }
            Some(b'[') => {
                let mut more = self.open(b']');
                while more {
                    self.value(depth + 1)?;
                    more = self.next(b']')?;
                }
                Ok(())
            }
            Some(b'"') => self.string(),
            Some(b't') => self.eat(b"true"),
            Some(b'f') => self.eat(b"false"),
            Some(b'n') => self.eat(b"null"),
            _ => self.number(),
        }
    }

    /// Steps into an array or object; whether there is something in it.
    pub(super) fn open(&mut self, close: u8) -> bool {
        self.at += 1;
        self.space();
        let empty = self.peek() == Some(close);
        if empty {
            self.at += 1;
        }
        !empty
    }

    /// Steps over what follows an element; whether another one comes.
    pub(super) fn next(&mut self, close: u8) -> Result<bool, Fault> {
        self.space();
        match self.peek() {
            Some(b',') => {
                self.at += 1;
                self.space();
                Ok(true)
            }
            Some(byte) if byte == close => {
                self.at += 1;
                Ok(false)
            }
            _ => Err(self.invalid()),
        }
    }

    /// Passes a member's name and colon, up to its value; where the name lies, quotes included.
    pub(super) fn key(&mut self) -> Result<Range<usize>, Fault> {
        self.members += 1;
        if self.members > MEMBERS_MAX {
            return Err(fault("payload_too_many_members", "objects have more than 10000 members in all"));
        }
        let start = self.at;
        self.string()?;
        let key = start..self.at;
        self.space();
        self.eat(b":")?;
        self.space();
        Ok(key)
    }

    fn string(&mut self) -> Result<(), Fault> {
        self.eat(b"\"")?;
        loop {
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(());
                }
                Some(b'\\') => self.escape()?,
                Some(byte) if byte >= 0x20 => self.at += 1,
                _ => return Err(self.invalid()),
            }
        }
    }

    fn escape(&mut self) -> Result<(), Fault> {
        const LONE: Fault = fault("lone_surrogate", "a string holds half of a surrogate pair");
        self.at += 1;
        match self.peek() {
            Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => self.at += 1,
            Some(b'u') => match self.code_unit()? {
                0xd800..=0xdbff => {
                    if !self.bytes[self.at..].starts_with(b"\\u") {
                        return Err(LONE);
                    }
                    self.at += 1;
                    if !(0xdc00..=0xdfff).contains(&self.code_unit()?) {
                        return Err(LONE);
                    }
                }
                0xdc00..=0xdfff => return Err(LONE),
                _ => {}
            },
            _ => return Err(self.invalid()),
        }
        Ok(())
    }

    /// Passes `uXXXX`.
    fn code_unit(&mut self) -> Result<u32, Fault> {
        self.at += 1;
        let digits = self.bytes.get(self.at..self.at + 4).ok_or_else(|| self.invalid())?;
        let value =
            digits.iter().try_fold(0, |value, byte| Some(value << 4 | char::from(*byte).to_digit(16)?));
        self.at += 4;
        value.ok_or_else(|| self.invalid())
    }

    fn number(&mut self) -> Result<(), Fault> {
        let start = self.at;
        if self.peek() == Some(b'-') {
            self.at += 1;
        }
        if self.peek() == Some(b'0') {
            self.at += 1;
        } else {
            self.digits()?;
        }
        if self.peek() == Some(b'.') {
            self.at += 1;
            self.digits()?;
        }
        if matches!(self.peek(), Some(b'e' | b'E')) {
            self.at += 1;
            if matches!(self.peek(), Some(b'+' | b'-')) {
                self.at += 1;
            }
            self.digits()?;
        }
        if self.at - start > NUMBER_BYTES_MAX {
            return Err(fault("number_too_long", "a number has more than 64 characters"));
        }
        Ok(())
    }

    fn digits(&mut self) -> Result<(), Fault> {
        let count = self.bytes[self.at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        self.at += count;
        if count == 0 { Err(self.invalid()) } else { Ok(()) }
    }
}

/// The first byte at or after `from` that is no white space.
pub(super) fn space_from(bytes: &[u8], from: usize) -> usize {
    let rest = bytes.get(from..).unwrap_or_default();
    from + rest.iter().take_while(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r')).count()
}
