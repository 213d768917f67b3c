//! Calls: functions, methods and macros, each known by name and by how many arguments it takes.

use regex::RegexBuilder;

use super::syntax::Parser;
use super::syntax::RESERVED;
use crate::domain::cel::tree::CelError;
use crate::domain::cel::tree::Comprehension;
use crate::domain::cel::tree::Constant;
use crate::domain::cel::tree::Function;
use crate::domain::cel::tree::Kind;
use crate::domain::cel::tree::Macro;
use crate::domain::cel::tree::Node;
use crate::domain::cel::tree::Pattern;

/// Macros of one expression at most.
const COMPREHENSIONS_MAX: usize = 6;
/// Macros within each other at most.
const NESTING_MAX: usize = 2;
/// Sizes of a compiled regular expression, in bytes, with the steps that a byte of text costs it; it is never larger
/// than the last.
const PATTERN_SIZES: [(usize, u64); 3] = [(4 * 1_024, 1), (32 * 1_024, 4), (128 * 1_024, 16)];

/// What can be called, with its name, how many arguments it takes (the receiver of a method counts), and whether it
/// is written as a method.
const FUNCTIONS: [(&str, Function, usize, bool); 11] = [
    ("size", Function::Size, 1, false),
    ("size", Function::Size, 1, true),
    ("contains", Function::Contains, 2, true),
    ("startsWith", Function::StartsWith, 2, true),
    ("endsWith", Function::EndsWith, 2, true),
    ("string", Function::String, 1, false),
    ("int", Function::Int, 1, false),
    ("uint", Function::Uint, 1, false),
    ("double", Function::Double, 1, false),
    ("timestamp", Function::Timestamp, 1, false),
    ("duration", Function::Duration, 1, false),
];

impl Parser {
    /// `name(…)`, after the bracket.
    pub(super) fn function(&mut self, start: usize, name: &str) -> Result<Node, CelError> {
        let arguments = self.list(")")?;
        if name == "has" {
            return self.has(start, arguments);
        }
        self.call(start, start, name, arguments, false)
    }

    /// `receiver.name(…)`, after the bracket.
    pub(super) fn method(
        &mut self,
        start: usize,
        place: usize,
        receiver: Node,
        name: &str,
    ) -> Result<Node, CelError> {
        let kind = match name {
            "all" => Macro::All,
            "exists" => Macro::Exists,
            "exists_one" | "existsOne" => Macro::ExistsOne,
            "filter" => Macro::Filter,
            "map" => Macro::Map,
            _ => {
                let mut arguments = vec![receiver];
                arguments.extend(self.list(")")?);
                return if name == "matches" {
                    self.matches(start, place, arguments)
                } else {
                    self.call(start, place, name, arguments, true)
                };
            }
        };
        self.comprehension(start, place, receiver, kind)
    }

    fn call(
        &mut self,
        start: usize,
        place: usize,
        name: &str,
        arguments: Vec<Node>,
        method: bool,
    ) -> Result<Node, CelError> {
        let found = FUNCTIONS.iter().find(|(other, _, _, as_method)| *other == name && *as_method == method);
        let Some((_, function, count, _)) = found else {
            let twin = FUNCTIONS.iter().any(|(other, ..)| *other == name);
            let detail = match (twin, method) {
                (true, true) => format!("`{name}` is written {name}(value)"),
                (true, false) => format!("`{name}` is written value.{name}(…)"),
                (false, _) => format!("there is no function `{name}`; see hookit help filters"),
            };
            return Err(CelError::at(place, detail));
        };
        if arguments.len() != *count {
            return Err(CelError::at(place, format!("`{name}` takes another number of arguments")));
        }
        let below = deepest(&arguments);
        self.node(start, Kind::Call(*function, arguments), below)
    }

    fn has(&mut self, start: usize, mut arguments: Vec<Node>) -> Result<Node, CelError> {
        let wrong = || CelError::at(start, "has() takes one member, as in has(payload.amount)");
        let only = arguments.pop().filter(|_| arguments.is_empty()).ok_or_else(wrong)?;
        let Kind::Member(of, name) = only.kind else { return Err(wrong()) };
        let below = of.depth;
        self.node(start, Kind::Has(of, name), below)
    }

    /// A pattern is compiled when the expression is saved: what it costs is known, and an event cannot bring its own.
    fn matches(&mut self, start: usize, place: usize, mut arguments: Vec<Node>) -> Result<Node, CelError> {
        let (Some(pattern), Some(text), true) = (arguments.pop(), arguments.pop(), arguments.is_empty())
        else {
            return Err(CelError::at(place, "`matches` takes one pattern"));
        };
        let Kind::Constant(Constant::Text(pattern)) = pattern.kind else {
            return Err(CelError::at(place, "the pattern of `matches` is written out as a text"));
        };
        let pattern = compiled(&pattern).map_err(|detail| CelError::at(place, detail))?;
        let below = text.depth;
        self.node(start, Kind::Matches(Box::new(text), pattern), below)
    }

    /// `range.all(name, condition)` and its kin, after the bracket.
    fn comprehension(
        &mut self,
        start: usize,
        place: usize,
        range: Node,
        kind: Macro,
    ) -> Result<Node, CelError> {
        self.comprehensions += 1;
        if self.comprehensions > COMPREHENSIONS_MAX {
            let detail =
                format!("an expression has at most {COMPREHENSIONS_MAX} of all, exists, filter and map");
            return Err(CelError::at(place, detail));
        }
        if self.bound.len() == NESTING_MAX {
            let detail =
                format!("all, exists, filter and map stand at most {NESTING_MAX} deep in each other");
            return Err(CelError::at(place, detail));
        }
        let wrong =
            || CelError::at(place, "it takes a name and an expression, as in items.all(i, i.price > 0)");
        let name = self.bare_name().ok_or_else(wrong)?;
        if RESERVED.contains(&name.as_str()) {
            return Err(CelError::at(place, format!("`{name}` cannot be a name")));
        }
        self.expect(",")?;
        self.bound.push(name);
        let mut arguments = self.list(")")?;
        self.bound.pop();
        let (condition, made) = match (kind, arguments.len()) {
            (Macro::Map, 1) => (None, arguments.pop()),
            (Macro::Map, 2) => {
                let made = arguments.pop();
                (arguments.pop(), made)
            }
            (_, 1) => (arguments.pop(), None),
            _ => return Err(wrong()),
        };
        let parts = condition.iter().chain(&made).map(|node| node.depth);
        let below = parts.max().unwrap_or(0).max(range.depth);
        let comprehension = Comprehension { kind, range, condition, made };
        self.node(start, Kind::Comprehension(Box::new(comprehension)), below)
    }
}

fn deepest(nodes: &[Node]) -> usize {
    nodes.iter().map(|node| node.depth).max().unwrap_or(0)
}

fn compiled(pattern: &str) -> Result<Pattern, String> {
    for (size, steps_per_byte) in PATTERN_SIZES {
        let mut builder = RegexBuilder::new(pattern);
        match builder.size_limit(size).dfa_size_limit(256 * 1_024).build() {
            Ok(regex) => return Ok(Pattern { regex, steps_per_byte }),
            Err(regex::Error::CompiledTooBig(_)) => {}
            Err(_) => return Err("this is no regular expression of RE2".to_owned()),
        }
    }
    Err("this regular expression is too large".to_owned())
}
