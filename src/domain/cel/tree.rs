//! The tree of an expression, and the error of one that is none.

use std::fmt;
use std::ops::Range;

use regex::Regex;

/// Why a text is not an expression that can be saved.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{detail}, at character {}", place + 1)]
pub struct CelError {
    /// Byte of the text at which it went wrong, counted from 0.
    pub place: usize,
    /// What is wrong, for a person.
    pub detail: String,
}

impl CelError {
    pub(super) fn at(place: usize, detail: impl Into<String>) -> Self {
        Self { place, detail: detail.into() }
    }
}

/// A part of an expression with its place in the text.
#[derive(Debug)]
pub(super) struct Node {
    pub(super) kind: Kind,
    pub(super) span: Range<usize>,
    /// How many nodes lie below each other here.
    pub(super) depth: usize,
}

/// What every expression can look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Variable {
    Type,
    Payload,
    Labels,
    /// For templates alone.
    Id,
    /// For templates alone.
    CreatedAt,
    /// One that a macro made, by its place among those in force.
    Bound(usize),
}

#[derive(Debug)]
pub(super) enum Constant {
    Null,
    Bool(bool),
    Int(i64),
    Uint(u64),
    Double(f64),
    Text(String),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Binary {
    Equal,
    Unequal,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    In,
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Function {
    Size,
    Contains,
    StartsWith,
    EndsWith,
    String,
    Int,
    Uint,
    Double,
    Timestamp,
    Duration,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Macro {
    All,
    Exists,
    ExistsOne,
    Filter,
    Map,
}

/// A regular expression, and what a byte of text costs it, in steps.
#[derive(Debug)]
pub(super) struct Pattern {
    pub(super) regex: Regex,
    pub(super) steps_per_byte: u64,
}

/// `range.all(name, body)` and its kin.
#[derive(Debug)]
pub(super) struct Comprehension {
    pub(super) kind: Macro,
    pub(super) range: Node,
    /// The condition of `all`, `exists`, `exists_one` and `filter`, and of a `map` with three arguments.
    pub(super) condition: Option<Node>,
    /// What `map` makes of each element.
    pub(super) made: Option<Node>,
}

#[derive(Debug)]
pub(super) enum Kind {
    Constant(Constant),
    Variable(Variable),
    Member(Box<Node>, String),
    Has(Box<Node>, String),
    Index(Box<Node>, Box<Node>),
    Not(Box<Node>),
    Negative(Box<Node>),
    Binary(Binary, Box<Node>, Box<Node>),
    /// Two or more, so that a long chain is not a deep tree.
    And(Vec<Node>),
    Or(Vec<Node>),
    Choice(Box<[Node; 3]>),
    List(Vec<Node>),
    Map(Vec<(Node, Node)>),
    Call(Function, Vec<Node>),
    Matches(Box<Node>, Pattern),
    Comprehension(Box<Comprehension>),
}

/// A checked expression.
pub struct Program {
    pub(super) source: String,
    pub(super) root: Node,
}

impl Program {
    /// The text it was made of.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.source
    }

    /// The parts of the outermost `&&`, or the whole expression as the only one.
    pub(super) fn clauses(&self) -> &[Node] {
        match &self.root.kind {
            Kind::And(clauses) => clauses,
            _ => std::slice::from_ref(&self.root),
        }
    }

    pub(super) fn clause(&self, node: &Node) -> Clause {
        Clause { text: self.source[node.span.clone()].to_owned() }
    }
}

impl fmt::Debug for Program {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Program").field(&self.source).finish()
    }
}

/// A part of an expression as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause {
    /// Its text.
    pub text: String,
}
