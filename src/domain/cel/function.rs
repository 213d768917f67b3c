//! The functions: sizes, parts of texts, and from one kind of value to another.

use time::Duration;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use super::eval::EvalError;
use super::eval::Meter;
use super::eval::unfit;
use super::tree::Function;
use super::value::Value;

/// Calls a function. The parser saw to it that the number of arguments is right.
pub(super) fn call<'a>(
    meter: &mut Meter,
    function: Function,
    arguments: &[Value<'a>],
) -> Result<Value<'a>, EvalError> {
    match (function, arguments) {
        (Function::Contains | Function::StartsWith | Function::EndsWith, [text, part]) => {
            part_of(meter, function, text, part)
        }
        (Function::Size, [of]) => size(meter, of),
        (Function::String, [value]) => string(meter, value),
        (Function::Int, [value]) => int(value),
        (Function::Uint, [value]) => uint(value),
        (Function::Double, [value]) => double(value),
        (Function::Timestamp, [value]) => timestamp(value),
        (Function::Duration, [value]) => duration(value),
        _ => Err(EvalError::unfit("another number of arguments")),
    }
}

fn part_of<'a>(
    meter: &mut Meter,
    function: Function,
    text: &Value<'a>,
    part: &Value<'a>,
) -> Result<Value<'a>, EvalError> {
    let name = match function {
        Function::Contains => "contains",
        Function::StartsWith => "startsWith",
        _ => "endsWith",
    };
    let whole = text.text().ok_or_else(|| unfit(name, text))?;
    let part = part.text().ok_or_else(|| unfit(name, part))?;
    meter.look((whole.len() + part.len()) * 4)?;
    Ok(Value::Bool(match function {
        Function::Contains => whole.contains(part),
        Function::StartsWith => whole.starts_with(part),
        _ => whole.ends_with(part),
    }))
}

/// Characters of a text, elements of a list, members of a map.
fn size<'a>(meter: &mut Meter, of: &Value<'a>) -> Result<Value<'a>, EvalError> {
    let count = match of.text() {
        Some(text) => {
            meter.look(text.len())?;
            text.chars().count()
        }
        None => of.len().ok_or_else(|| unfit("size", of))?,
    };
    Ok(Value::Int(i64::try_from(count).unwrap_or(i64::MAX)))
}

fn string<'a>(meter: &mut Meter, value: &Value<'a>) -> Result<Value<'a>, EvalError> {
    let made = match value {
        Value::Text(_) | Value::Built(_) => return Ok(value.clone()),
        Value::Bool(truth) => truth.to_string(),
        Value::Int(number) => number.to_string(),
        Value::Uint(number) => number.to_string(),
        Value::Double(number) => number.to_string(),
        Value::Instant(at) => at.format(&Rfc3339).map_err(|_| unfit("string", value))?,
        Value::Span(span) => format!("{}s", span.as_seconds_f64()),
        other => return Err(unfit("string", other)),
    };
    meter.build(made.len())?;
    Ok(Value::Built(made.into()))
}

fn int<'a>(value: &Value<'a>) -> Result<Value<'a>, EvalError> {
    let number = match value {
        Value::Int(number) => Some(*number),
        Value::Uint(number) => i64::try_from(*number).ok(),
        Value::Double(number) => whole(*number).and_then(|number| i64::try_from(number).ok()),
        Value::Instant(at) => Some(at.unix_timestamp()),
        other => match other.text() {
            Some(text) => text.parse().ok(),
            None => return Err(unfit("int", other)),
        },
    };
    number.map(Value::Int).ok_or_else(|| EvalError::unfit("this value has no int"))
}

fn uint<'a>(value: &Value<'a>) -> Result<Value<'a>, EvalError> {
    let number = match value {
        Value::Int(number) => u64::try_from(*number).ok(),
        Value::Uint(number) => Some(*number),
        Value::Double(number) => whole(*number).and_then(|number| u64::try_from(number).ok()),
        other => match other.text() {
            Some(text) => text.parse().ok(),
            None => return Err(unfit("uint", other)),
        },
    };
    number.map(Value::Uint).ok_or_else(|| EvalError::unfit("this value has no uint"))
}

/// A double without what is behind its point; `None` where it is beyond every whole number here.
fn whole(number: f64) -> Option<i128> {
    #[expect(clippy::cast_possible_truncation, reason = "its size was looked at")]
    (number.is_finite() && number.abs() < 1e30).then_some(number as i128)
}

#[expect(clippy::cast_precision_loss, reason = "that is what double() is asked for")]
fn double<'a>(value: &Value<'a>) -> Result<Value<'a>, EvalError> {
    match value {
        Value::Int(number) => Ok(Value::Double(*number as f64)),
        Value::Uint(number) => Ok(Value::Double(*number as f64)),
        Value::Double(number) => Ok(Value::Double(*number)),
        other => match other.text() {
            Some(text) => {
                text.parse().map(Value::Double).map_err(|_| EvalError::unfit("this text is no number"))
            }
            None => Err(unfit("double", other)),
        },
    }
}

fn timestamp<'a>(value: &Value<'a>) -> Result<Value<'a>, EvalError> {
    let at = match value {
        Value::Instant(at) => Some(*at),
        Value::Int(seconds) => OffsetDateTime::from_unix_timestamp(*seconds).ok(),
        other => match other.text() {
            Some(text) => OffsetDateTime::parse(text, &Rfc3339).ok(),
            None => return Err(unfit("timestamp", other)),
        },
    };
    at.map(Value::Instant).ok_or_else(|| EvalError::unfit("this is no time of RFC 3339"))
}

fn duration<'a>(value: &Value<'a>) -> Result<Value<'a>, EvalError> {
    let span = match value {
        Value::Span(span) => Some(*span),
        other => match other.text() {
            Some(text) => read_duration(text),
            None => return Err(unfit("duration", other)),
        },
    };
    span.map(Value::Span).ok_or_else(|| EvalError::unfit("this is no duration such as \"1h30m\""))
}

/// `1h30m`, `-1.5s`: numbers with a unit of h, m, s, ms, us or ns.
fn read_duration(text: &str) -> Option<Duration> {
    let (sign, mut rest) = match text.strip_prefix('-') {
        Some(rest) => (-1.0, rest),
        None => (1.0, text),
    };
    let mut seconds = 0.0;
    if rest.is_empty() {
        return None;
    }
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !c.is_ascii_digit() && c != '.')?;
        let number: f64 = rest[..digits].parse().ok()?;
        rest = &rest[digits..];
        let letters = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
        let unit = match &rest[..letters] {
            "h" => 3_600.0,
            "m" => 60.0,
            "s" => 1.0,
            "ms" => 1e-3,
            "us" => 1e-6,
            "ns" => 1e-9,
            _ => return None,
        };
        seconds += number * unit;
        rest = &rest[letters..];
    }
    Duration::checked_seconds_f64(sign * seconds)
}
