//! The operators: equality, order, arithmetic and membership.
//!
//! JSON does not tell whole numbers from others, so arithmetic takes both kinds together; CEL itself would refuse it.

use std::cmp::Ordering;
use std::rc::Rc;

use super::eval::EvalError;
use super::eval::Meter;
use super::tree::Binary;
use super::value::Value;

/// Applies an operator of two sides other than `in`, `&&` and `||`.
pub(super) fn apply<'a>(
    meter: &mut Meter,
    operator: Binary,
    left: &Value<'a>,
    right: &Value<'a>,
) -> Result<Value<'a>, EvalError> {
    let truth = |truth| Ok(Value::Bool(truth));
    match operator {
        Binary::Equal => equal(meter, left, right).map(Value::Bool),
        Binary::Unequal => equal(meter, left, right).map(|equal| Value::Bool(!equal)),
        Binary::Less => truth(compare(meter, left, right)?.is_some_and(Ordering::is_lt)),
        Binary::LessOrEqual => truth(compare(meter, left, right)?.is_some_and(Ordering::is_le)),
        Binary::Greater => truth(compare(meter, left, right)?.is_some_and(Ordering::is_gt)),
        Binary::GreaterOrEqual => truth(compare(meter, left, right)?.is_some_and(Ordering::is_ge)),
        Binary::In => holds(meter, right, left).map(Value::Bool),
        Binary::Add => add(meter, left, right),
        Binary::Subtract | Binary::Multiply | Binary::Divide | Binary::Remainder => {
            arithmetic(operator, left, right)
        }
    }
}

/// Whether two values are the same; values of different kinds are not, numbers are compared by size.
pub(super) fn equal(meter: &mut Meter, one: &Value<'_>, other: &Value<'_>) -> Result<bool, EvalError> {
    meter.step(1)?;
    if let (Some(one), Some(other)) = (one.text(), other.text()) {
        meter.look(one.len().min(other.len()))?;
        return Ok(one == other);
    }
    if one.is_number() && other.is_number() {
        return Ok(one.compare_numbers(other) == Some(Ordering::Equal));
    }
    if one.is_list() && other.is_list() {
        if one.len() != other.len() {
            return Ok(false);
        }
        let mut at = 0;
        while let (Some(left), Some(right)) = (one.element(at), other.element(at)) {
            if !equal(meter, &left, &right)? {
                return Ok(false);
            }
            at += 1;
        }
        return Ok(true);
    }
    if one.is_map() && other.is_map() {
        return equal_maps(meter, one, other);
    }
    Ok(match (one, other) {
        (Value::Null, Value::Null) => true,
        (Value::Bool(one), Value::Bool(other)) => one == other,
        (Value::Instant(one), Value::Instant(other)) => one == other,
        (Value::Span(one), Value::Span(other)) => one == other,
        _ => false,
    })
}

fn equal_maps(meter: &mut Meter, one: &Value<'_>, other: &Value<'_>) -> Result<bool, EvalError> {
    if one.len() != other.len() {
        return Ok(false);
    }
    meter.step(one.len().unwrap_or(0) as u64 * 2)?;
    for key in one.keys().unwrap_or_default() {
        let (Some(left), Some(right)) = (member_by(one, &key), member_by(other, &key)) else {
            return Ok(false);
        };
        if !equal(meter, &left, &right)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// A member of a map by a key of any kind.
pub(super) fn member_by<'a>(of: &Value<'a>, key: &Value<'a>) -> Option<Value<'a>> {
    if let Some(name) = key.text() {
        return of.member(name);
    }
    let Value::Map(members) = of else { return None };
    let same = |other: &Value<'a>| match (other, key) {
        (Value::Bool(one), Value::Bool(other)) => one == other,
        _ => other.compare_numbers(key) == Some(Ordering::Equal),
    };
    members.iter().find(|(other, _)| same(other)).map(|(_, value)| value.clone())
}

/// Whether a list has this element, or a map this key.
pub(super) fn holds(meter: &mut Meter, of: &Value<'_>, item: &Value<'_>) -> Result<bool, EvalError> {
    if of.is_map() {
        meter.step(1)?;
        return Ok(of.keys_hold(item));
    }
    if !of.is_list() {
        return Err(EvalError::unfit(format!("{} has no elements", of.kind())));
    }
    let mut at = 0;
    while let Some(element) = of.element(at) {
        if equal(meter, &element, item)? {
            return Ok(true);
        }
        at += 1;
    }
    Ok(false)
}

impl Value<'_> {
    fn keys_hold(&self, item: &Self) -> bool {
        match item.text() {
            Some(name) => self.member(name).is_some(),
            None => match self {
                Value::Map(members) => {
                    members.iter().any(|(key, _)| key.compare_numbers(item) == Some(Ordering::Equal))
                }
                _ => false,
            },
        }
    }
}

/// The order of two values of one kind; `None` where a number is not a number.
fn compare(meter: &mut Meter, one: &Value<'_>, other: &Value<'_>) -> Result<Option<Ordering>, EvalError> {
    if let (Some(one), Some(other)) = (one.text(), other.text()) {
        meter.look(one.len().min(other.len()))?;
        return Ok(Some(one.cmp(other)));
    }
    if one.is_number() && other.is_number() {
        return Ok(one.compare_numbers(other));
    }
    match (one, other) {
        (Value::Bool(one), Value::Bool(other)) => Ok(Some(one.cmp(other))),
        (Value::Instant(one), Value::Instant(other)) => Ok(Some(one.cmp(other))),
        (Value::Span(one), Value::Span(other)) => Ok(Some(one.cmp(other))),
        _ => Err(mismatch("compared with", one, other)),
    }
}

fn add<'a>(meter: &mut Meter, left: &Value<'a>, right: &Value<'a>) -> Result<Value<'a>, EvalError> {
    if let (Some(one), Some(other)) = (left.text(), right.text()) {
        meter.build(one.len() + other.len())?;
        return Ok(Value::Built(format!("{one}{other}").into()));
    }
    if let (true, true, Some(one), Some(other)) = (left.is_list(), right.is_list(), left.len(), right.len()) {
        meter.elements(one + other)?;
        let elements = (0..one).filter_map(|at| left.element(at));
        return Ok(Value::List(Rc::new(
            elements.chain((0..other).filter_map(|at| right.element(at))).collect(),
        )));
    }
    let sum = match (left, right) {
        (Value::Instant(at), Value::Span(span)) | (Value::Span(span), Value::Instant(at)) => {
            Some(at.checked_add(*span).map(Value::Instant))
        }
        (Value::Span(one), Value::Span(other)) => Some(one.checked_add(*other).map(Value::Span)),
        _ => None,
    };
    match sum {
        Some(sum) => sum.ok_or_else(overflow),
        None => arithmetic(Binary::Add, left, right),
    }
}

fn arithmetic<'a>(operator: Binary, left: &Value<'a>, right: &Value<'a>) -> Result<Value<'a>, EvalError> {
    let zero = || EvalError::unfit("a division by zero");
    match (left, right) {
        (Value::Int(one), Value::Int(other)) => match operator {
            Binary::Add => one.checked_add(*other),
            Binary::Subtract => one.checked_sub(*other),
            Binary::Multiply => one.checked_mul(*other),
            _ if *other == 0 => return Err(zero()),
            Binary::Divide => one.checked_div(*other),
            _ => one.checked_rem(*other),
        }
        .map(Value::Int)
        .ok_or_else(overflow),
        (Value::Uint(one), Value::Uint(other)) => match operator {
            Binary::Add => one.checked_add(*other),
            Binary::Subtract => one.checked_sub(*other),
            Binary::Multiply => one.checked_mul(*other),
            _ if *other == 0 => return Err(zero()),
            Binary::Divide => one.checked_div(*other),
            _ => one.checked_rem(*other),
        }
        .map(Value::Uint)
        .ok_or_else(overflow),
        (Value::Instant(one), Value::Instant(other)) if operator == Binary::Subtract => {
            Ok(Value::Span(*one - *other))
        }
        (Value::Instant(at), Value::Span(span)) if operator == Binary::Subtract => {
            at.checked_sub(*span).map(Value::Instant).ok_or_else(overflow)
        }
        (Value::Span(one), Value::Span(other)) if operator == Binary::Subtract => {
            one.checked_sub(*other).map(Value::Span).ok_or_else(overflow)
        }
        _ => match (as_double(left), as_double(right), operator) {
            (Some(one), Some(other), Binary::Add) => Ok(Value::Double(one + other)),
            (Some(one), Some(other), Binary::Subtract) => Ok(Value::Double(one - other)),
            (Some(one), Some(other), Binary::Multiply) => Ok(Value::Double(one * other)),
            (Some(one), Some(other), Binary::Divide) => Ok(Value::Double(one / other)),
            (Some(_), Some(_), _) => Err(EvalError::unfit("`%` takes whole numbers")),
            _ => Err(mismatch(verb(operator), left, right)),
        },
    }
}

const fn verb(operator: Binary) -> &'static str {
    match operator {
        Binary::Add => "added to",
        Binary::Subtract => "reduced by",
        Binary::Multiply => "multiplied by",
        _ => "divided by",
    }
}

#[expect(clippy::cast_precision_loss, reason = "beside a double a whole number is one")]
fn as_double(value: &Value<'_>) -> Option<f64> {
    match value {
        Value::Int(number) => Some(*number as f64),
        Value::Uint(number) => Some(*number as f64),
        Value::Double(number) => Some(*number),
        _ => None,
    }
}

/// `-value`.
pub(super) fn negated<'a>(value: &Value<'a>) -> Result<Value<'a>, EvalError> {
    match value {
        Value::Int(number) => number.checked_neg().map(Value::Int).ok_or_else(overflow),
        Value::Double(number) => Ok(Value::Double(-number)),
        Value::Span(span) => span.checked_neg().map(Value::Span).ok_or_else(overflow),
        other => Err(super::eval::unfit("`-`", other)),
    }
}

fn overflow() -> EvalError {
    EvalError::unfit("a number that is too large")
}

fn mismatch(verb: &str, left: &Value<'_>, right: &Value<'_>) -> EvalError {
    EvalError::unfit(format!("{} cannot be {verb} {}", left.kind(), right.kind()))
}
