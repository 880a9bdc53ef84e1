# The usage log, where something is wrong with it.

log-damaged = The usage log was damaged. It is kept as { $value }, and a new one has begun.
    .advice = The lab works as before. Whoever looks after the computers may want to see that file.
log-disk-full = The usage log cannot be written: the disk is full.
    .advice = The lab works as before. Make room on the disk when you can.
log-read-only = The usage log cannot be written: its folder is write-protected.
    .advice = The lab works as before. Whoever looks after the computers can give it another place.
log-newer = The usage log was made by a newer DigiLab, so this one leaves it alone.
    .advice = The lab works as before. Update DigiLab to have it counted.
log-busy = The usage log is held by another window or program.
    .advice = Nothing is lost. Close the lab’s other windows or tabs to see it here; if it stays so, restart the computer.
log-wrong-line = { $path }: line { $value } is not a line of a usage log, so nothing from the file was added.
    .advice = Files come from “digilab usage export”.
log-unreadable = { $path } cannot be read.
    .advice = Check that it exists and that you are allowed to open it.
log-not-kept = Your choices about the usage log could not be saved.
    .advice = It stays as it was. Whoever looks after the computers may have decided it.
log-off = The usage log is off on this device, so this would not be counted.
    .advice = It can be turned on under “My data” in the settings, unless whoever looks after the device has decided otherwise.
log-address = The usage log is not sent: “{ $value }” is not an address it may be sent to.
    .advice = Whoever looks after the computers can write an https address into usage.json.
log-failed = The usage log does not work: { $value }
    .advice = The lab works as before.
log-settings-wrong = { $value } cannot be understood, so nothing is recorded in the usage log.
    .advice = The lab works as before. docs/usage-log.md shows what the file looks like; a comma or a quotation mark may be missing.
