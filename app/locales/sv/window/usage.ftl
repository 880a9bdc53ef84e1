# The usage log, where something is wrong with it.

log-damaged = Användningsloggen var skadad. Den finns kvar som { $value }, och en ny har börjat.
    .advice = DigiLab fungerar som förut. Den som sköter datorerna vill kanske se filen.
log-disk-full = Användningsloggen kan inte skrivas: disken är full.
    .advice = DigiLab fungerar som förut. Gör plats på disken när du hinner.
log-read-only = Användningsloggen kan inte skrivas: det går inte att skriva på dess plats.
    .advice = DigiLab fungerar som förut. Den som sköter datorerna kan ge den en plats.
log-newer = Användningsloggen har gjorts av ett nyare DigiLab, så det här rör den inte.
    .advice = DigiLab fungerar som förut. Uppdatera det, så räknas användningen.
log-busy = Användningsloggen är upptagen av ett annat fönster eller program.
    .advice = Inget går förlorat. Stäng labbets andra fönster eller flikar för att se den här; om det fortsätter, starta om datorn.
log-wrong-line = { $path }: rad { $value } är ingen rad i en användningslogg, så inget togs ur filen.
    .advice = Filerna görs med ”digilab usage export”.
log-unreadable = Filen { $path } kan inte läsas.
    .advice = Se efter att den finns och får läsas.
log-not-kept = Ditt val om användningsloggen kunde inte sparas.
    .advice = Det blir som det var. Kanske har den som sköter datorerna bestämt det.
log-off = Användningsloggen är avslagen på den här enheten, så det här skulle inte räknas.
    .advice = Den kan slås på under ”Mina uppgifter” i inställningarna, om inte den som sköter enheten har bestämt något annat.
log-address = Användningsloggen skickas inte: ”{ $value }” är ingen adress som den får skickas till.
    .advice = Den som sköter datorerna kan skriva en https-adress i usage.json.
log-failed = Användningsloggen fungerar inte: { $value }
    .advice = DigiLab fungerar som förut.
log-settings-wrong = Filen { $value } går inte att förstå, så inget skrivs i användningsloggen.
    .advice = DigiLab fungerar som förut. docs/usage-log.md visar hur filen ser ut; ett komma eller citattecken kan saknas.
