# `digilab usage`: what the lab was used for.

## Help

cli-usage-about = Counts what the lab was used for, without knowing by whom
cli-usage-usage = digilab usage COMMAND
cli-usage-more = docs/indicators.md tells how each number is counted.

cli-usage-report-about = Shows visits, hours, workshops and AI pilots of a period
cli-usage-report-usage = digilab usage report [OPTIONS]
cli-usage-report-more = The same days a year before, and the targets in usage.json beside the settings, are shown next to each number.

cli-usage-export-about = Writes the log as a file, to take it elsewhere
cli-usage-export-usage = digilab usage export [OPTIONS]
cli-usage-export-more = One JSON object per line; such files can be merged into another log, in any order and more than once.

cli-usage-merge-about = Merges the files of other devices into a log
cli-usage-merge-usage = digilab usage merge [OPTIONS] FILE…
cli-usage-merge-more = Events that are there already are not counted twice.

cli-usage-open-data-about = Writes tables that a city can publish: nobody can be recognised in them
cli-usage-open-data-usage = digilab usage open-data --year YEAR --publisher NAME --output FOLDER
cli-usage-open-data-more = Two CSV files and one with metadata. Small numbers are hidden, the others rounded.

cli-usage-fields-about = Prints every field that the log can have
cli-usage-fields-usage = digilab usage fields [OPTIONS]
cli-usage-fields-more = As Markdown, in the language in use.

cli-usage-send-about = Sends the waiting events to the city’s store
cli-usage-send-usage = digilab usage send [OPTIONS]
cli-usage-send-more = Its address and key are in usage.json beside the settings (docs/xapi.md). While the lab is open, events are sent automatically; an event that is sent twice counts once.

cli-usage-delete-about = Deletes all of a log
cli-usage-delete-usage = digilab usage delete --all [OPTIONS]
cli-usage-delete-more = { "" }

cli-arg-from = The first day, such as 2026-08-01. Without it, the first of January
    .value = DATE
cli-arg-to = The last day. Without it, today
    .value = DATE
cli-arg-school = Only this school, by the code it has in the settings
    .value = CODE
cli-arg-csv = As CSV, for a spreadsheet
cli-arg-md = As a table in Markdown
cli-arg-log = The log. Without it, your own on this computer
    .value = FILE
cli-arg-files = Files that “digilab usage export” wrote
    .value = FILE
cli-arg-year = The year
    .value = YEAR
cli-arg-publisher = The publisher, as catalogues will show it
    .value = NAME
cli-arg-data_folder = The folder for the files; created if it does not exist
    .value = FOLDER
cli-arg-again = Also sends what the store refused before
cli-arg-all = Confirms that you mean it

## What is wrong with a command line

usage-usage-missing = Something is missing. “digilab usage --help” shows what belongs there, for example: digilab usage merge school.jsonl
usage-usage-command-missing = What do you want to do with the usage log? Choose “report”, “export”, “merge”, “open-data”, “fields”, “send” or “delete”; “digilab usage --help” tells more.
usage-usage-command-unknown = There is no usage command “{ $given }”. Choose “report”, “export”, “merge”, “open-data”, “fields”, “send” or “delete”; “digilab usage --help” tells more.
usage-value-from = “{ $given }” is not a date. Write it like 2026-08-01.
usage-value-to = “{ $given }” is not a date. Write it like 2026-08-01.
usage-value-year = “{ $given }” is not a year. Write it like 2026.
usage-value-school = “{ $given }” is not a school's code. It has small letters, digits and hyphens only.

## What it tells

log-nowhere = There is no place for a usage log here. Name one with --log.
log-nothing-yet = Nothing is logged yet: the usage log begins when the lab is first used.
log-missing = There is no usage log at { $path }. It begins when the lab is used, or with “digilab usage merge”.
log-period-backwards = The first day, { $from }, is after the last one, { $to }. Swap them.
log-merged = { $path }: { $added } new events, { $known } known already.
log-merged-orphaned = { $path }: { $added } new events, { $known } known already, { $orphaned } without the beginning of their session, which cannot be counted.
log-open-data = The tables are in { $folder }.
log-sent = The city’s store has received { $count } more events.
log-send-nowhere = No store is set, so nothing is sent. Write its address and key into usage.json beside the settings; docs/xapi.md shows how.
log-send-unreachable = { $address } cannot be reached; { $waiting } events wait. Check the network, and try again.
log-send-no-entry = { $address } does not accept the key (HTTP { $status }); { $waiting } events wait. Correct the key in usage.json.
log-send-later = { $address } cannot take events now (HTTP { $status }); { $waiting } wait. Try again later.
log-set-aside = The store refused { $count } of them. They are kept and set aside; the people who run the store may know why:
log-deleted = { $count } events were deleted.
log-title = The lab from { $from } to { $to }
log-title-school = The lab from { $from } to { $to }, school { $school }
log-head-what = What
