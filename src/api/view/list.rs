//! A page of a list.

use axum::Json;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::api::input::cursor;
use crate::store::Listed;

/// A page of a list, newest first.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ListView<T> {
    pub items: Vec<T>,
    /// Give it as `cursor` for the next page; null on the last one.
    next_cursor: Option<String>,
}

/// Turns what the store listed into a page; `id` names the row a cursor goes on below.
pub(crate) fn page<T, V>(list: &str, listed: Listed<T>, id: impl Fn(&T) -> Uuid) -> Json<ListView<V>>
where
    V: From<T>,
{
    let last = listed.items.last().filter(|_| listed.more);
    let next_cursor = last.map(|item| cursor::write(list, id(item)));
    Json(ListView { items: listed.items.into_iter().map(V::from).collect(), next_cursor })
}
