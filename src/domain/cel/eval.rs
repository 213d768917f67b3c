//! Walks an expression over an event, counting every step and every byte it builds.
//!
//! A clock would make the same event match on one day and not on another; a count does not, and it is a bound on time
//! too, since each step costs some tens of nanoseconds.

use std::collections::BTreeMap;
use std::rc::Rc;

use time::OffsetDateTime;

use super::function;
use super::json::OUTPUT_BYTES_MAX;
use super::operator;
use super::tree::Binary;
use super::tree::Clause;
use super::tree::Comprehension;
use super::tree::Constant;
use super::tree::Kind;
use super::tree::Macro;
use super::tree::Node;
use super::tree::Program;
use super::tree::Variable;
use super::value::Value;

/// Steps of one evaluation at most.
pub const STEPS_MAX: u64 = 100_000;
/// Bytes that one evaluation builds at most, in texts, lists and maps together.
pub const BUILT_BYTES_MAX: usize = 64 * 1_024;
/// What an element of a list or map that is built counts, in bytes.
const ELEMENT_BYTES: usize = size_of::<Value<'static>>();

/// What an expression looks at.
#[derive(Debug, Clone, Copy)]
pub struct Variables<'e> {
    /// The event's type.
    pub event_type: &'e str,
    /// Its payload.
    pub payload: &'e serde_json::Value,
    /// Its labels.
    pub labels: &'e BTreeMap<String, String>,
    /// Its id, for templates.
    pub id: &'e str,
    /// When it was published, for templates.
    pub created_at: OffsetDateTime,
}

/// Why an expression has no value for this event.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EvalError {
    /// The event is not of the form that the expression expects: a missing member, a wrong type, a division by zero.
    #[error("{0}")]
    Unfit(String),
    /// It took more steps than one evaluation may.
    #[error("it takes more than {STEPS_MAX} steps")]
    Steps,
    /// It built more than one evaluation may.
    #[error("it builds more than {BUILT_BYTES_MAX} bytes")]
    Built,
    /// It made more JSON than one evaluation may.
    #[error("it makes more than {OUTPUT_BYTES_MAX} bytes")]
    Output,
}

impl EvalError {
    pub(super) fn unfit(detail: impl Into<String>) -> Self {
        Self::Unfit(detail.into())
    }

    /// Whether it ends the evaluation for good, where the rest of an `&&` or `||` could still decide otherwise.
    const fn is_final(&self) -> bool {
        matches!(self, Self::Steps | Self::Built | Self::Output)
    }
}

/// Whether the expression is true of an event: `Ok(None)` if so, else the part that was false.
///
/// # Errors
/// [`EvalError`] with the part that has no value.
pub fn truth(program: &Program, variables: Variables<'_>) -> Result<Option<Clause>, (EvalError, Clause)> {
    let mut eval = Eval::new(variables);
    let mut failed = None;
    for node in program.clauses() {
        match eval.condition(node) {
            Ok(true) => {}
            Ok(false) => return Ok(Some(program.clause(node))),
            Err(error) if error.is_final() => return Err((error, program.clause(node))),
            Err(error) => failed = failed.or(Some((error, node))),
        }
    }
    match failed {
        Some((error, node)) => Err((error, program.clause(node))),
        None => Ok(None),
    }
}

/// The JSON that an expression makes of an event.
///
/// # Errors
/// [`EvalError`]: it has no value for this event, or none that JSON can say.
pub fn json(program: &Program, variables: Variables<'_>) -> Result<String, EvalError> {
    let mut eval = Eval::new(variables);
    let value = eval.value(&program.root)?;
    let mut out = String::new();
    super::json::write(&mut eval.meter, &value, &mut out)?;
    Ok(out)
}

/// What is left to spend.
pub(super) struct Meter {
    steps: u64,
    bytes: usize,
}

impl Meter {
    /// Pays for work.
    pub(super) fn step(&mut self, steps: u64) -> Result<(), EvalError> {
        self.steps = self.steps.checked_sub(steps).ok_or(EvalError::Steps)?;
        Ok(())
    }

    /// Pays for looking through so many bytes.
    pub(super) fn look(&mut self, bytes: usize) -> Result<(), EvalError> {
        self.step(bytes as u64 / 32)
    }

    /// Pays for bytes that are built.
    pub(super) fn build(&mut self, bytes: usize) -> Result<(), EvalError> {
        self.look(bytes)?;
        self.bytes = self.bytes.checked_sub(bytes).ok_or(EvalError::Built)?;
        Ok(())
    }

    /// Pays for a list or map of so many elements.
    pub(super) fn elements(&mut self, count: usize) -> Result<(), EvalError> {
        self.step(count as u64)?;
        self.build(count.saturating_mul(ELEMENT_BYTES))
    }
}

struct Eval<'a> {
    variables: Variables<'a>,
    bound: Vec<Value<'a>>,
    meter: Meter,
}

impl<'a> Eval<'a> {
    const fn new(variables: Variables<'a>) -> Self {
        Self { variables, bound: Vec::new(), meter: Meter { steps: STEPS_MAX, bytes: BUILT_BYTES_MAX } }
    }

    fn condition(&mut self, node: &'a Node) -> Result<bool, EvalError> {
        match self.value(node)? {
            Value::Bool(truth) => Ok(truth),
            other => Err(EvalError::unfit(format!("it is {}, not true or false", other.kind()))),
        }
    }

    fn value(&mut self, node: &'a Node) -> Result<Value<'a>, EvalError> {
        self.meter.step(1)?;
        match &node.kind {
            Kind::Constant(constant) => Ok(match constant {
                Constant::Null => Value::Null,
                Constant::Bool(truth) => Value::Bool(*truth),
                Constant::Int(number) => Value::Int(*number),
                Constant::Uint(number) => Value::Uint(*number),
                Constant::Double(number) => Value::Double(*number),
                Constant::Text(text) => Value::Text(text),
            }),
            Kind::Variable(variable) => Ok(self.variable(*variable)),
            Kind::Member(of, name) => {
                let of = self.value(of)?;
                member(&of, name)
            }
            Kind::Has(of, name) => {
                let of = self.value(of)?;
                if of.is_map() { Ok(Value::Bool(of.member(name).is_some())) } else { member(&of, name) }
            }
            Kind::Index(of, index) => {
                let of = self.value(of)?;
                let index = self.value(index)?;
                element(&of, &index)
            }
            Kind::Not(inner) => self.condition(inner).map(|truth| Value::Bool(!truth)),
            Kind::Negative(inner) => {
                let inner = self.value(inner)?;
                operator::negated(&inner)
            }
            Kind::Binary(Binary::In, item, of) => {
                let item = self.value(item)?;
                let of = self.value(of)?;
                operator::holds(&mut self.meter, &of, &item).map(Value::Bool)
            }
            Kind::Binary(operator, left, right) => {
                let left = self.value(left)?;
                let right = self.value(right)?;
                operator::apply(&mut self.meter, *operator, &left, &right)
            }
            Kind::And(parts) => self.any(parts, false).map(|found| Value::Bool(!found)),
            Kind::Or(parts) => self.any(parts, true).map(Value::Bool),
            Kind::Choice(parts) => {
                let [condition, yes, no] = &**parts;
                if self.condition(condition)? { self.value(yes) } else { self.value(no) }
            }
            Kind::List(items) => {
                self.meter.elements(items.len())?;
                let items: Result<Vec<_>, _> = items.iter().map(|item| self.value(item)).collect();
                items.map(|items| Value::List(Rc::new(items)))
            }
            Kind::Map(members) => self.map(members),
            Kind::Call(called, arguments) => {
                let arguments: Result<Vec<_>, _> = arguments.iter().map(|one| self.value(one)).collect();
                function::call(&mut self.meter, *called, &arguments?)
            }
            Kind::Matches(text, pattern) => {
                let text = self.value(text)?;
                let text = text.text().ok_or_else(|| unfit("matches", &text))?;
                self.meter.step(16 + text.len() as u64 * pattern.steps_per_byte)?;
                Ok(Value::Bool(pattern.regex.is_match(text)))
            }
            Kind::Comprehension(comprehension) => self.comprehension(comprehension),
        }
    }

    fn variable(&self, variable: Variable) -> Value<'a> {
        match variable {
            Variable::Type => Value::Text(self.variables.event_type),
            Variable::Payload => Value::of_json(self.variables.payload),
            Variable::Labels => Value::Labels(self.variables.labels),
            Variable::Id => Value::Text(self.variables.id),
            Variable::CreatedAt => Value::Instant(self.variables.created_at),
            // The parser gave out places of names in force only.
            Variable::Bound(at) => self.bound.get(at).cloned().unwrap_or(Value::Null),
        }
    }

    /// Whether one of the parts is `sought`. As CEL wants it, an error counts only when no part decides.
    fn any(&mut self, parts: &'a [Node], sought: bool) -> Result<bool, EvalError> {
        let mut failed = None;
        for part in parts {
            match self.condition(part) {
                Ok(truth) if truth == sought => return Ok(true),
                Ok(_) => {}
                Err(error) if error.is_final() => return Err(error),
                Err(error) => failed = failed.or(Some(error)),
            }
        }
        failed.map_or(Ok(false), Err)
    }

    fn map(&mut self, members: &'a [(Node, Node)]) -> Result<Value<'a>, EvalError> {
        self.meter.elements(members.len() * 2)?;
        let mut made: Vec<(Value<'a>, Value<'a>)> = Vec::with_capacity(members.len());
        for (key, value) in members {
            let key = self.value(key)?;
            for (other, _) in &made {
                if operator::equal(&mut self.meter, other, &key)? {
                    return Err(EvalError::unfit("a map has a key twice"));
                }
            }
            made.push((key, self.value(value)?));
        }
        Ok(Value::Map(Rc::new(made)))
    }

    fn comprehension(&mut self, comprehension: &'a Comprehension) -> Result<Value<'a>, EvalError> {
        let range = self.value(&comprehension.range)?;
        let range = match range.len() {
            Some(count) if range.is_map() => {
                self.meter.elements(count)?;
                Value::List(Rc::new(range.keys().unwrap_or_default()))
            }
            _ if range.is_list() => range,
            _ => return Err(EvalError::unfit(format!("{} has no elements", range.kind()))),
        };
        let (mut kept, mut count, mut failed) = (Vec::new(), 0_u64, None);
        let mut at = 0;
        while let Some(element) = range.element(at) {
            at += 1;
            self.meter.step(1)?;
            self.bound.push(element.clone());
            let holds = match &comprehension.condition {
                Some(condition) => self.condition(condition),
                None => Ok(true),
            };
            let made = match (&comprehension.made, &holds) {
                (Some(made), Ok(true)) => Some(self.value(made)),
                _ => None,
            };
            self.bound.pop();
            match (comprehension.kind, holds) {
                (_, Err(error)) if error.is_final() => return Err(error),
                (Macro::All, Ok(false)) => return Ok(Value::Bool(false)),
                (Macro::Exists, Ok(true)) => return Ok(Value::Bool(true)),
                (Macro::All | Macro::Exists, Err(error)) => failed = failed.or(Some(error)),
                (_, Err(error)) => return Err(error),
                (Macro::ExistsOne, Ok(true)) => count += 1,
                (Macro::Filter | Macro::Map, Ok(true)) => {
                    self.meter.elements(1)?;
                    kept.push(made.transpose()?.unwrap_or(element));
                }
                (_, Ok(_)) => {}
            }
        }
        if let Some(error) = failed {
            return Err(error);
        }
        Ok(match comprehension.kind {
            Macro::All => Value::Bool(true),
            Macro::Exists => Value::Bool(false),
            Macro::ExistsOne => Value::Bool(count == 1),
            Macro::Filter | Macro::Map => Value::List(Rc::new(kept)),
        })
    }
}

fn member<'a>(of: &Value<'a>, name: &str) -> Result<Value<'a>, EvalError> {
    if !of.is_map() {
        return Err(EvalError::unfit(format!("{} has no member `{name}`", of.kind())));
    }
    of.member(name).ok_or_else(|| EvalError::unfit(format!("no such key `{name}`")))
}

fn element<'a>(of: &Value<'a>, index: &Value<'a>) -> Result<Value<'a>, EvalError> {
    if of.is_map() {
        return match index.text() {
            Some(name) => member(of, name),
            None => operator::member_by(of, index).ok_or_else(|| EvalError::unfit("no such key")),
        };
    }
    if !of.is_list() {
        return Err(EvalError::unfit(format!("{} has no elements", of.kind())));
    }
    let at = match index {
        Value::Int(at) => usize::try_from(*at).ok(),
        Value::Uint(at) => usize::try_from(*at).ok(),
        other => return Err(unfit("an index", other)),
    };
    at.and_then(|at| of.element(at)).ok_or_else(|| EvalError::unfit("the list has no such element"))
}

/// Something that cannot be done with a value of this kind.
pub(super) fn unfit(what: &str, value: &Value<'_>) -> EvalError {
    EvalError::unfit(format!("{what} cannot be used with {}", value.kind()))
}
