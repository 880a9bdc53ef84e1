//! Copies of mistakes: a `catch` keeps the one it handles, for `throw;`. Rhai's type for them has no `Clone`.

use rhai::{Dynamic, EvalAltResult};

use EvalAltResult::*;

/// Copies a mistake.
///
/// # Arguments
/// - `value`: copies a value.
pub(super) fn copied_error(
    error: &EvalAltResult,
    value: &mut dyn FnMut(&Dynamic) -> Dynamic,
) -> EvalAltResult {
    match error {
        ErrorParsing(kind, at) => ErrorParsing(kind.clone(), *at),
        ErrorVariableExists(name, at) => ErrorVariableExists(name.clone(), *at),
        ErrorForbiddenVariable(name, at) => ErrorForbiddenVariable(name.clone(), *at),
        ErrorVariableNotFound(name, at) => ErrorVariableNotFound(name.clone(), *at),
        ErrorPropertyNotFound(name, at) => ErrorPropertyNotFound(name.clone(), *at),
        ErrorIndexNotFound(index, at) => ErrorIndexNotFound(value(index), *at),
        ErrorFunctionNotFound(name, at) => ErrorFunctionNotFound(name.clone(), *at),
        ErrorModuleNotFound(name, at) => ErrorModuleNotFound(name.clone(), *at),
        ErrorInFunctionCall(name, source, inner, at) => {
            let inner = Box::new(copied_error(inner, value));
            ErrorInFunctionCall(name.clone(), source.clone(), inner, *at)
        }
        ErrorInModule(name, inner, at) => {
            ErrorInModule(name.clone(), Box::new(copied_error(inner, value)), *at)
        }
        ErrorUnboundThis(at) => ErrorUnboundThis(*at),
        ErrorMismatchDataType(wanted, found, at) => ErrorMismatchDataType(wanted.clone(), found.clone(), *at),
        ErrorMismatchOutputType(wanted, found, at) => {
            ErrorMismatchOutputType(wanted.clone(), found.clone(), *at)
        }
        ErrorIndexingType(kind, at) => ErrorIndexingType(kind.clone(), *at),
        ErrorArrayBounds(length, index, at) => ErrorArrayBounds(*length, *index, *at),
        ErrorStringBounds(length, index, at) => ErrorStringBounds(*length, *index, *at),
        ErrorBitFieldBounds(length, index, at) => ErrorBitFieldBounds(*length, *index, *at),
        ErrorFor(at) => ErrorFor(*at),
        ErrorDataRace(name, at) => ErrorDataRace(name.clone(), *at),
        ErrorNonPureMethodCallOnConstant(name, at) => ErrorNonPureMethodCallOnConstant(name.clone(), *at),
        ErrorAssignmentToConstant(name, at) => ErrorAssignmentToConstant(name.clone(), *at),
        ErrorDotExpr(property, at) => ErrorDotExpr(property.clone(), *at),
        ErrorArithmetic(text, at) => ErrorArithmetic(text.clone(), *at),
        ErrorTooManyOperations(at) => ErrorTooManyOperations(*at),
        ErrorTooManyVariables(at) => ErrorTooManyVariables(*at),
        ErrorTooManyModules(at) => ErrorTooManyModules(*at),
        ErrorStackOverflow(at) => ErrorStackOverflow(*at),
        ErrorDataTooLarge(text, at) => ErrorDataTooLarge(text.clone(), *at),
        ErrorTerminated(reason, at) => ErrorTerminated(value(reason), *at),
        ErrorCustomSyntax(text, tokens, at) => ErrorCustomSyntax(text.clone(), tokens.clone(), *at),
        ErrorRuntime(thrown, at) => ErrorRuntime(value(thrown), *at),
        LoopBreak(is_break, result, at) => LoopBreak(*is_break, value(result), *at),
        Return(result, at) => Return(value(result), *at),
        Exit(result, at) => Exit(value(result), *at),
        // An error of the system has no copy, but a text. No function of a script makes one.
        other => ErrorSystem(String::new(), other.to_string().into()),
    }
}

#[cfg(test)]
mod tests {
    use rhai::{Dynamic, EvalAltResult, ParseErrorType, Position};

    use super::copied_error;

    #[test]
    fn a_copy_is_the_same_mistake() {
        let at = Position::new(3, 4);
        let name = || "name".to_owned();
        let one = || Dynamic::from(1_i64);
        use EvalAltResult::*;
        let errors = [
            ErrorSystem(String::new(), "text".into()),
            ErrorParsing(ParseErrorType::UnexpectedEOF, at),
            ErrorVariableExists(name(), at),
            ErrorForbiddenVariable(name(), at),
            ErrorVariableNotFound(name(), at),
            ErrorPropertyNotFound(name(), at),
            ErrorIndexNotFound(one(), at),
            ErrorFunctionNotFound(name(), at),
            ErrorModuleNotFound(name(), at),
            ErrorInFunctionCall(name(), name(), Box::new(ErrorFor(at)), at),
            ErrorInModule(name(), Box::new(ErrorFor(at)), at),
            ErrorUnboundThis(at),
            ErrorMismatchDataType(name(), "other".to_owned(), at),
            ErrorMismatchOutputType(name(), "other".to_owned(), at),
            ErrorIndexingType(name(), at),
            ErrorArrayBounds(1, 2, at),
            ErrorStringBounds(1, 2, at),
            ErrorBitFieldBounds(1, 2, at),
            ErrorFor(at),
            ErrorDataRace(name(), at),
            ErrorNonPureMethodCallOnConstant(name(), at),
            ErrorAssignmentToConstant(name(), at),
            ErrorDotExpr(name(), at),
            ErrorArithmetic(name(), at),
            ErrorTooManyOperations(at),
            ErrorTooManyVariables(at),
            ErrorTooManyModules(at),
            ErrorStackOverflow(at),
            ErrorDataTooLarge(name(), at),
            ErrorTerminated(one(), at),
            ErrorCustomSyntax(name(), vec![name()], at),
            ErrorRuntime(one(), at),
            LoopBreak(true, one(), at),
            Return(one(), at),
            Exit(one(), at),
        ];
        for error in errors {
            let copy = copied_error(&error, &mut Dynamic::clone);
            assert_eq!(format!("{copy:?}"), format!("{error:?}"));
        }
    }
}
