//! The grammar: from words to the tree, level by level of how tightly operators bind.

use crate::domain::cel::lexer::Token;
use crate::domain::cel::lexer::Word;
use crate::domain::cel::lexer::words;
use crate::domain::cel::tree::Binary;
use crate::domain::cel::tree::CelError;
use crate::domain::cel::tree::Constant;
use crate::domain::cel::tree::Kind;
use crate::domain::cel::tree::Node;
use crate::domain::cel::tree::Program;
use crate::domain::cel::tree::Variable;

/// Longest expression, in bytes.
pub const SOURCE_BYTES_MAX: usize = 2_048;
/// Deepest nesting of an expression's parts.
const DEPTH_MAX: usize = 64;

/// Words that no name can be.
pub(super) const RESERVED: [&str; 20] = [
    "as",
    "break",
    "const",
    "continue",
    "else",
    "for",
    "function",
    "if",
    "import",
    "in",
    "let",
    "loop",
    "namespace",
    "package",
    "return",
    "var",
    "void",
    "while",
    "true",
    "false",
];

/// The operators of two sides, loosest first; those of one line bind alike.
const LEVELS: [&[(&str, Binary)]; 3] = [
    &[
        ("==", Binary::Equal),
        ("!=", Binary::Unequal),
        ("<=", Binary::LessOrEqual),
        (">=", Binary::GreaterOrEqual),
        ("<", Binary::Less),
        (">", Binary::Greater),
    ],
    &[("+", Binary::Add), ("-", Binary::Subtract)],
    &[("*", Binary::Multiply), ("/", Binary::Divide), ("%", Binary::Remainder)],
];

/// Reads and checks an expression.
///
/// # Errors
/// [`CelError`] with the first place that is wrong: no CEL, an unknown name or function, or a limit broken.
pub fn parse(source: &str) -> Result<Program, CelError> {
    read(source, false)
}

/// The same of an expression that makes a body, which may look at more of the event.
///
/// # Errors
/// As [`parse`].
pub fn parse_template(source: &str) -> Result<Program, CelError> {
    read(source, true)
}

fn read(source: &str, is_template: bool) -> Result<Program, CelError> {
    if source.len() > SOURCE_BYTES_MAX {
        let detail = format!("an expression has at most {SOURCE_BYTES_MAX} bytes");
        return Err(CelError::at(SOURCE_BYTES_MAX, detail));
    }
    let mut parser =
        Parser { tokens: words(source)?, at: 0, bound: Vec::new(), is_template, depth: 0, comprehensions: 0 };
    let root = parser.expression()?;
    if parser.peek() != &Word::End {
        return Err(parser.wrong("the expression should end here, or go on with an operator"));
    }
    Ok(Program { source: source.to_owned(), root })
}

pub(super) struct Parser {
    tokens: Vec<Token>,
    at: usize,
    /// Names that macros made, those of the innermost last.
    pub(super) bound: Vec<String>,
    /// Whether the event's id and time can be looked at.
    is_template: bool,
    depth: usize,
    pub(super) comprehensions: usize,
}

impl Parser {
    fn peek(&self) -> &Word {
        &self.tokens[self.at].word
    }

    fn place(&self) -> usize {
        self.tokens[self.at].span.start
    }

    /// Where the word before ended.
    fn end(&self) -> usize {
        self.tokens[self.at.saturating_sub(1)].span.end
    }

    fn next(&mut self) -> Word {
        let word = self.tokens[self.at].word.clone();
        // The last word is the end and stays.
        self.at = (self.at + 1).min(self.tokens.len() - 1);
        word
    }

    fn wrong(&self, detail: impl Into<String>) -> CelError {
        CelError::at(self.place(), detail)
    }

    pub(super) fn takes(&mut self, sign: &str) -> bool {
        let here = matches!(self.peek(), Word::Sign(other) if *other == sign);
        if here {
            self.next();
        }
        here
    }

    pub(super) fn expect(&mut self, sign: &str) -> Result<(), CelError> {
        if self.takes(sign) { Ok(()) } else { Err(self.wrong(format!("`{sign}` is missing"))) }
    }

    /// A node over `below`, refused where it lies too deep.
    pub(super) fn node(&self, start: usize, kind: Kind, below: usize) -> Result<Node, CelError> {
        if below >= DEPTH_MAX {
            return Err(CelError::at(start, format!("the parts are nested more than {DEPTH_MAX} deep")));
        }
        Ok(Node { kind, span: start..self.end(), depth: below + 1 })
    }

    /// A whole expression: `a ? b : c` binds loosest.
    pub(super) fn expression(&mut self) -> Result<Node, CelError> {
        self.depth += 1;
        if self.depth > DEPTH_MAX {
            return Err(self.wrong(format!("the parts are nested more than {DEPTH_MAX} deep")));
        }
        let start = self.place();
        let condition = self.chain("||")?;
        let node = if self.takes("?") {
            let yes = self.chain("||")?;
            self.expect(":")?;
            let no = self.expression()?;
            let below = condition.depth.max(yes.depth).max(no.depth);
            self.node(start, Kind::Choice(Box::new([condition, yes, no])), below)
        } else {
            Ok(condition)
        };
        self.depth -= 1;
        node
    }

    /// `a || b || …`, or `a && b && …`.
    fn chain(&mut self, sign: &'static str) -> Result<Node, CelError> {
        let start = self.place();
        let part = |parser: &mut Self| {
            if sign == "||" { parser.chain("&&") } else { parser.binary(0) }
        };
        let first = part(self)?;
        let mut parts = vec![first];
        while self.takes(sign) {
            parts.push(part(self)?);
        }
        if parts.len() == 1
            && let Some(only) = parts.pop()
        {
            return Ok(only);
        }
        let below = parts.iter().map(|part| part.depth).max().unwrap_or(0);
        self.node(start, if sign == "||" { Kind::Or(parts) } else { Kind::And(parts) }, below)
    }

    fn binary(&mut self, level: usize) -> Result<Node, CelError> {
        let Some(operators) = LEVELS.get(level) else { return self.unary() };
        let start = self.place();
        let mut left = self.binary(level + 1)?;
        loop {
            let operator = match self.peek() {
                Word::Sign(sign) => operators.iter().find(|(other, _)| other == sign).map(|(_, kind)| *kind),
                Word::Name(name) if level == 0 && name == "in" => Some(Binary::In),
                _ => None,
            };
            let Some(operator) = operator else { return Ok(left) };
            self.next();
            let right = self.binary(level + 1)?;
            let below = left.depth.max(right.depth);
            left = self.node(start, Kind::Binary(operator, Box::new(left), Box::new(right)), below)?;
        }
    }

    fn unary(&mut self) -> Result<Node, CelError> {
        let start = self.place();
        let negates = match self.peek() {
            Word::Sign("!") => false,
            Word::Sign("-") => true,
            _ => return self.postfix(),
        };
        self.next();
        if negates && let Word::Int(value) = *self.peek() {
            // The smallest int has no positive twin.
            let value =
                i64::try_from(-i128::from(value)).map_err(|_| self.wrong("this number does not fit"))?;
            self.next();
            let number = self.node(start, Kind::Constant(Constant::Int(value)), 0)?;
            return self.after(start, number);
        }
        self.depth += 1;
        if self.depth > DEPTH_MAX {
            return Err(self.wrong(format!("the parts are nested more than {DEPTH_MAX} deep")));
        }
        let inner = self.unary()?;
        self.depth -= 1;
        let below = inner.depth;
        let inner = Box::new(inner);
        self.node(start, if negates { Kind::Negative(inner) } else { Kind::Not(inner) }, below)
    }

    fn postfix(&mut self) -> Result<Node, CelError> {
        let start = self.place();
        let first = self.primary()?;
        self.after(start, first)
    }

    /// What may follow a value: `.name`, `.name(…)`, `[…]`.
    fn after(&mut self, start: usize, mut node: Node) -> Result<Node, CelError> {
        loop {
            if self.takes(".") {
                let place = self.place();
                let Word::Name(name) = self.next() else {
                    return Err(CelError::at(place, "a name is missing after the point"));
                };
                node = if self.takes("(") {
                    self.method(start, place, node, &name)?
                } else {
                    let below = node.depth;
                    self.node(start, Kind::Member(Box::new(node), name), below)?
                };
            } else if self.takes("[") {
                let index = self.expression()?;
                self.expect("]")?;
                let below = node.depth.max(index.depth);
                node = self.node(start, Kind::Index(Box::new(node), Box::new(index)), below)?;
            } else {
                return Ok(node);
            }
        }
    }

    /// A name by itself, which is then taken.
    pub(super) fn bare_name(&mut self) -> Option<String> {
        let Word::Name(name) = self.peek().clone() else { return None };
        self.next();
        Some(name)
    }

    fn primary(&mut self) -> Result<Node, CelError> {
        let start = self.place();
        let constant = match self.next() {
            Word::Int(value) => Constant::Int(
                i64::try_from(value).map_err(|_| CelError::at(start, "this number does not fit"))?,
            ),
            Word::Uint(value) => Constant::Uint(value),
            Word::Double(value) => Constant::Double(value),
            Word::Text(text) => Constant::Text(text),
            Word::Name(name) => match name.as_str() {
                "true" => Constant::Bool(true),
                "false" => Constant::Bool(false),
                "null" => Constant::Null,
                _ if self.takes("(") => return self.function(start, &name),
                _ => return self.variable(start, &name),
            },
            Word::Sign("(") => {
                let mut inner = self.expression()?;
                self.expect(")")?;
                inner.span = start..self.end();
                return Ok(inner);
            }
            Word::Sign("[") => {
                let items = self.list("]")?;
                let below = items.iter().map(|item| item.depth).max().unwrap_or(0);
                return self.node(start, Kind::List(items), below);
            }
            Word::Sign("{") => return self.map(start),
            Word::End => return Err(CelError::at(start, "the expression ends too early")),
            Word::Sign(_) => return Err(CelError::at(start, "a value is missing here")),
        };
        self.node(start, Kind::Constant(constant), 0)
    }

    fn variable(&self, start: usize, name: &str) -> Result<Node, CelError> {
        let bound = self.bound.iter().rposition(|other| other == name).map(Variable::Bound);
        let variable = bound.or(match name {
            "type" => Some(Variable::Type),
            "payload" => Some(Variable::Payload),
            "labels" => Some(Variable::Labels),
            "id" if self.is_template => Some(Variable::Id),
            "created_at" if self.is_template => Some(Variable::CreatedAt),
            _ => None,
        });
        let Some(variable) = variable else {
            let known = if self.is_template {
                "type, payload, labels, id and created_at"
            } else {
                "type, payload and labels"
            };
            let detail = format!("there is no `{name}`; an event has {known}");
            return Err(CelError::at(start, detail));
        };
        self.node(start, Kind::Variable(variable), 0)
    }

    /// What stands between brackets, parted by commas; one may stand behind the last.
    pub(super) fn list(&mut self, close: &'static str) -> Result<Vec<Node>, CelError> {
        let mut items = Vec::new();
        while !self.takes(close) {
            items.push(self.expression()?);
            if !self.takes(",") {
                self.expect(close)?;
                break;
            }
        }
        Ok(items)
    }

    fn map(&mut self, start: usize) -> Result<Node, CelError> {
        let mut members = Vec::new();
        while !self.takes("}") {
            let key = self.expression()?;
            self.expect(":")?;
            members.push((key, self.expression()?));
            if !self.takes(",") {
                self.expect("}")?;
                break;
            }
        }
        let below = members.iter().map(|(key, value)| key.depth.max(value.depth)).max().unwrap_or(0);
        self.node(start, Kind::Map(members), below)
    }
}
