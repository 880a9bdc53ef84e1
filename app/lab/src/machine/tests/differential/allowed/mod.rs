//! Differences between interpreter and machine that were decided: each is a rule, named and explained.

mod caught;
mod closures;
mod constants;
mod insertions;
mod loops;
mod messages;
mod numbers;
mod printing;
mod records;
mod shared;
mod tests;
mod texts;

use rhai::AST;

use super::comparison::Comparison;
use super::difference::Difference;

/// A difference that was decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Allowed {
    /// The interpreter counts native functions among the calls, and each kind of call differently.
    Depth,
    /// A closure may use the value whose method it is given to.
    NoDataRace,
    /// The bytes of a byte list are numbers; the interpreter's are of a type that nothing takes.
    BytesAreNumbers,
    /// A function that is not there is told with the arguments it was given, without captured variables and without
    /// those that the interpreter tries besides.
    PointerArguments,
    /// A text is no function of lists.
    TextIsNoFunction,
    /// A captured variable has the type of its value.
    CapturedHasItsType,
    /// What a constant's property gives may be asked what does not change it.
    ConstantIsRead,
    /// A constant stays as it is when a board's method is called on it.
    ConstantStays,
    /// A negative index counts from the end of a text where it is changed, too.
    LastCharacters,
    /// A property that a method may have changed is written back at once, and not only behind the last of several; to
    /// find a method, a property may be read twice.
    WriteBack,
    /// A mistake that is caught is told as what it is, and not as the call that it came out of.
    CaughtIsInnermost,
    /// A variable that a closure captures is a shared one from its definition on.
    SharedFromTheStart,
    /// A variable that a closure captures is given to functions as others are: its value to pointers, itself to native
    /// functions that change it.
    CapturedIsGiven,
    /// What is no number equals nothing, and infinite numbers equal themselves.
    NoNumber,
    /// Several values can be printed at once.
    PrintedTogether,
    /// A name that no function can have is told where it stands.
    BadNameHasPlace,
    /// A function of the script may change the property it is called on.
    ThisGoesBack,
    /// Each round of a loop has a variable of its own, which closures keep.
    LoopVariableIsOwn,
}

/// A program that is compared.
pub(super) struct Program<'a> {
    pub(super) source: &'a str,
    pub(super) ast: &'a AST,
}

impl Allowed {
    /// Rules that know the difference by the two outcomes.
    const OF_OUTCOMES: [Self; 8] = [
        Self::Depth,
        Self::PointerArguments,
        Self::TextIsNoFunction,
        Self::CapturedHasItsType,
        Self::BadNameHasPlace,
        Self::WriteBack,
        Self::CaughtIsInnermost,
        Self::ThisGoesBack,
    ];

    /// Rules that run the program once more, a little changed.
    const OF_MORE_RUNS: [Self; 4] =
        [Self::NoDataRace, Self::ConstantIsRead, Self::LoopVariableIsOwn, Self::BytesAreNumbers];

    /// Rules that know by the program that there can be a difference. They explain much, so they come last.
    const OF_PROGRAMS: [Self; 6] = [
        Self::PrintedTogether,
        Self::ConstantStays,
        Self::NoNumber,
        Self::SharedFromTheStart,
        Self::CapturedIsGiven,
        Self::LastCharacters,
    ];

    /// Returns the rules that need no other run.
    fn of_one_run() -> impl Iterator<Item = Self> {
        Self::OF_OUTCOMES.into_iter().chain(Self::OF_PROGRAMS)
    }

    /// Returns every rule, in the order in which they are tried.
    fn all() -> impl Iterator<Item = Self> {
        Self::OF_OUTCOMES.into_iter().chain(Self::OF_MORE_RUNS).chain(Self::OF_PROGRAMS)
    }

    /// True if the rule is the reason for the difference.
    fn explains(self, comparison: &Comparison, program: &Program<'_>, difference: &Difference) -> bool {
        match self {
            Self::Depth => messages::is_depth(difference),
            Self::NoDataRace => closures::is_data_race(comparison, program, difference),
            Self::BytesAreNumbers => {
                messages::is_byte(program.source, difference)
                    || loops::is_byte_number(comparison, program, difference)
            }
            Self::PointerArguments => messages::is_pointers_arguments(program.ast, difference),
            Self::TextIsNoFunction => messages::is_text_for_function(program.ast, difference),
            Self::CapturedHasItsType => messages::is_cells_type(difference),
            Self::ConstantIsRead => messages::is_constants_property(comparison, program, difference),
            Self::ConstantStays => constants::is_changed(program.ast, difference),
            Self::LastCharacters => texts::is_last_character(program.ast, difference),
            Self::WriteBack => records::is_write_back(difference),
            Self::CaughtIsInnermost => records::is_call_caught(difference),
            Self::SharedFromTheStart => shared::is_asked(program.ast),
            Self::CapturedIsGiven => shared::is_given(program.ast),
            Self::NoNumber => numbers::is_compared(program.ast),
            Self::PrintedTogether => printing::is_printed_together(program.ast),
            Self::BadNameHasPlace => messages::is_bad_name(difference),
            Self::ThisGoesBack => records::is_this_written_back(program.ast, difference),
            Self::LoopVariableIsOwn => loops::is_variable_kept(comparison, program, difference),
        }
    }
}

/// Finds the rule that is the reason for a program's difference.
pub(super) fn explanation(
    comparison: &Comparison,
    program: &Program<'_>,
    difference: &Difference,
) -> Option<Allowed> {
    Allowed::all().find(|rule| rule.explains(comparison, program, difference))
}
