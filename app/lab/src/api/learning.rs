//! Functions for tables of samples, and for models that learn from them.

use std::cell::RefCell;
use std::rc::Rc;

use rhai::{Array, Dynamic, EvalAltResult, ImmutableString};

use super::arguments::{Implementations, On, shortened};
use super::{Call, Model, Receiver, Table};
use crate::api_error::{ApiErrorCode, Raise};
use crate::learn::{self, MAX_LABELS, MAX_ROWS, Refusal, Samples};

type Failure = Box<EvalAltResult>;
type Result<T = Dynamic> = std::result::Result<T, Failure>;

/// Functions of the table that are implemented in this file.
pub(super) const IMPLEMENTATIONS: Implementations = &[
    (Receiver::Lab, "table", table),
    (Receiver::Lab, "train", train),
    (Receiver::Table, "add", add),
    (Receiver::Table, "len", len),
    (Receiver::Table, "row", row),
    (Receiver::Table, "mean", mean),
    (Receiver::Table, "min", min),
    (Receiver::Table, "max", max),
    (Receiver::Table, "set_aside", set_aside),
    (Receiver::Model, "classify", classify),
    (Receiver::Model, "certainty", certainty),
    (Receiver::Model, "test", test),
    (Receiver::Model, "confusion", confusion),
];

/// Number of neighbours that vote if a script gives none: enough that one odd sample is outvoted.
const NEIGHBOURS: usize = 3;

/// Largest magnitude up to which an `f64` represents every whole number.
const MAX_WHOLE: f64 = 9_007_199_254_740_992.0;

/// Reason why a long computation ended early.
enum End {
    Refused(Refusal),
    Failed(Failure),
}

impl From<Refusal> for End {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl Call<'_> {
    fn on_table(&self) -> Result<Table> {
        match &self.on {
            On::Table(table) => Ok(table.clone()),
            _ => Err(self.api_error(ApiErrorCode::WrongType).raise()),
        }
    }

    fn on_model(&self) -> Result<Model> {
        match &self.on {
            On::Model(model) => Ok(model.clone()),
            _ => Err(self.api_error(ApiErrorCode::WrongType).raise()),
        }
    }

    /// Converts a refusal to an error of this call.
    fn refused(&self, refusal: Refusal) -> Failure {
        let error = |code| self.api_error(code);
        match refusal {
            Refusal::Width { expected, given } => {
                error(ApiErrorCode::RowWidth).with("given", given).with("expected", expected)
            }
            Refusal::TooFew { min, given } => {
                error(ApiErrorCode::TooFewRows).with("given", given).with("min", min)
            }
            Refusal::Full => error(ApiErrorCode::TableFull).with("max", MAX_ROWS),
            Refusal::Labels => error(ApiErrorCode::TooManyLabels).with("max", MAX_LABELS),
            Refusal::Unlabelled { row } => error(ApiErrorCode::NoLabel).with("row", row),
        }
        .raise()
    }

    fn ended(&self, end: End) -> Failure {
        match end {
            End::Refused(refusal) => self.refused(refusal),
            End::Failed(failure) => failure,
        }
    }

    /// Refuses a copy of the table if there is no memory for it.
    fn reserve_copy(&self, samples: &Samples) -> Result<()> {
        let row_bytes = samples.width() * size_of::<f64>() + 64;
        self.run.reserve((samples.len() * row_bytes) as u128)
    }

    /// Returns the index of the column that the first argument names.
    fn column(&self, samples: &Samples) -> Result<usize> {
        samples.check_rows(1).map_err(|refusal| self.refused(refusal))?;
        let given = self.value(0);
        let column = match given.as_int() {
            Ok(number) => usize::try_from(number).ok().filter(|number| *number < samples.width()),
            Err(_) => {
                let name = self.text(0)?;
                samples.names().iter().position(|known| *known == name.as_str())
            }
        };
        column.ok_or_else(|| {
            let allowed = if samples.names().is_empty() {
                (0..samples.width()).map(|number| number.to_string()).collect::<Vec<_>>().join(", ")
            } else {
                samples.names().join(", ")
            };
            let error =
                self.api_error(ApiErrorCode::UnknownColumn).with("given", shortened(&given.to_string()));
            error.with("allowed", allowed).raise()
        })
    }

    fn of_column(&self, reckon: impl FnOnce(&Samples, usize) -> Option<f64>) -> Result<f64> {
        let table = self.on_table()?;
        let samples = table.0.borrow();
        let column = self.column(&samples)?;
        let found = reckon(&samples, column);
        found.ok_or_else(|| self.refused(Refusal::TooFew { min: 1, given: 0 }))
    }
}

/// Converts a number to a script's value: a whole number without decimals.
fn number(value: f64) -> Dynamic {
    if value.fract() == 0.0 && value.abs() <= MAX_WHOLE {
        Dynamic::from(value as i64)
    } else {
        Dynamic::from(value)
    }
}

fn new_table(samples: Samples) -> Dynamic {
    Dynamic::from(Table(Rc::new(RefCell::new(samples))))
}

fn table(call: &mut Call<'_>) -> Result {
    let names = if call.has(0) { call.array(0)? } else { Array::new() };
    let names = names.into_iter().filter_map(Dynamic::try_cast::<ImmutableString>);
    Ok(new_table(Samples::new(names.map(|name| name.to_string()).collect())))
}

fn add(call: &mut Call<'_>) -> Result {
    let table = call.on_table()?;
    let values = call.numbers(0)?;
    let label = if call.has(1) { call.text(1)? } else { ImmutableString::default() };
    let added = table.0.borrow_mut().add(&values, &label);
    added.map_err(|refusal| call.refused(refusal))?;
    Ok(Dynamic::UNIT)
}

fn len(call: &mut Call<'_>) -> Result {
    let rows = call.on_table()?.0.borrow().len();
    // At most MAX_ROWS.
    Ok(Dynamic::from(rows as i64))
}

/// Returns the row's numbers, followed by its label.
fn row(call: &mut Call<'_>) -> Result {
    let table = call.on_table()?;
    let samples = table.0.borrow();
    samples.check_rows(1).map_err(|refusal| call.refused(refusal))?;
    let index: usize = call.int(0)?;
    let Some((values, label)) = samples.row(index) else {
        let error = call.api_error(ApiErrorCode::OutOfRange).with("argument", "index").with("given", index);
        return Err(error.with("min", 0).with("max", samples.len() - 1).raise());
    };
    let values = values.iter().map(|value| number(*value));
    Ok(Dynamic::from(values.chain(label.map(|label| Dynamic::from(label.to_owned()))).collect::<Array>()))
}

/// Returns the mean as a decimal number, even if it is whole.
fn mean(call: &mut Call<'_>) -> Result {
    call.of_column(Samples::mean).map(Dynamic::from)
}

fn min(call: &mut Call<'_>) -> Result {
    call.of_column(Samples::min).map(number)
}

fn max(call: &mut Call<'_>) -> Result {
    call.of_column(Samples::max).map(number)
}

fn set_aside(call: &mut Call<'_>) -> Result {
    let table = call.on_table()?;
    let percent: usize = call.int(0)?;
    call.reserve_copy(&table.0.borrow())?;
    let aside = call
        .run
        .with_lab(|lab| Ok(table.0.borrow_mut().set_aside(percent, |low, high| lab.random(low, high))))?;
    aside.map(new_table).map_err(|refusal| call.refused(refusal))
}

fn train(call: &mut Call<'_>) -> Result {
    let table = call.table(0)?;
    let neighbours = if call.has(1) { call.int(1)? } else { NEIGHBOURS };
    let samples = table.0.borrow();
    call.reserve_copy(&samples)?;
    let model = learn::Model::train(&samples, neighbours).map_err(|refusal| call.refused(refusal))?;
    Ok(Dynamic::from(Model(Rc::new(model))))
}

fn classify(call: &mut Call<'_>) -> Result {
    let (model, values) = (call.on_model()?, call.numbers(0)?);
    call.run.spend(model.0.operations())?;
    let guess = model.0.guess(&values).map_err(|refusal| call.refused(refusal))?;
    Ok(Dynamic::from(guess.label.to_owned()))
}

fn certainty(call: &mut Call<'_>) -> Result {
    let (model, values) = (call.on_model()?, call.numbers(0)?);
    call.run.spend(model.0.operations())?;
    let guess = model.0.guess(&values).map_err(|refusal| call.refused(refusal))?;
    Ok(Dynamic::from(guess.percent))
}

fn test(call: &mut Call<'_>) -> Result {
    let (model, exam) = (call.on_model()?, call.table(0)?);
    let spend = || call.run.spend(model.0.operations()).map_err(End::Failed);
    let right = model.0.test(&exam.0.borrow(), spend).map_err(|end| call.ended(end))?;
    Ok(Dynamic::from(right))
}

fn confusion(call: &mut Call<'_>) -> Result {
    let (model, exam) = (call.on_model()?, call.table(0)?);
    let spend = || call.run.spend(model.0.operations()).map_err(End::Failed);
    let table = model.0.confusion(&exam.0.borrow(), spend).map_err(|end| call.ended(end))?;
    Ok(new_table(table))
}

#[cfg(test)]
#[path = "learning_tests.rs"]
mod tests;
