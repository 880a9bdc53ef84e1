# Lektionspaket: vad som kan vara fel i ett paket, ett meddelande per `FindingCode`.

## Zip-filer, mappar och filerna i dem.

pack-zip-broken = Det här är inget lektionspaket, eller så är det skadat ({ $reason }).
    .advice = Hämta filen igen, eller gör den på nytt med ”digilab lesson pack”.

pack-zip-too-large = Paketet är för stort: det får ha högst { $max_mib } MiB.
    .advice = Gör bilderna mindre och lämna bort det som inget steg behöver.

pack-too-many-files = Paketet har för många filer: det får ha högst { $max }.
    .advice = Lämna bort det som inget steg behöver, eller dela paketet i två.

pack-zip-method = Filen är packad på ett sätt som DigiLab inte läser.
    .advice = Använd inget lösenord, och gör paketet med ”digilab lesson pack”.

pack-path-escapes = Filen skulle hamna utanför paketets mapp.
    .advice = Använd inte paketet om du inte vet var det kommer ifrån. Är det ditt eget, använd namn utan \ och två punkter.

pack-name-odd = Det här namnet fungerar inte på alla datorer.
    .advice = Använd bara bokstäverna a–z, siffror, bindestreck, understreck och punkter, och håll namnet kort.

pack-link = Det här är en länk till något annat, inte en fil.
    .advice = Lägg själva filen här i stället för länken.

pack-file-twice = På en del datorer är det här samma namn som ”{ $other }”.
    .advice = Ge den ena ett annat namn. Stora bokstäver räcker inte som skillnad.

pack-folder-unreadable = Det här går inte att läsa ({ $reason }).
    .advice = Kontrollera att mappen finns och att du får öppna den.

pack-folder-taken = Det finns redan något i den här mappen.
    .advice = Välj en mapp som är tom eller som inte finns ännu. Inget har skrivits över.

pack-folder-unwritable = Det här går inte att skriva ({ $reason }).
    .advice = Kontrollera att du får skriva där och att disken inte är full.

## Kontrollsummor och signaturer.

pack-hashes-broken = Paketets lista över filerna går inte att läsa.
    .advice = Hämta paketet igen. Är det ditt eget, gör det på nytt med ”digilab lesson pack”.

pack-hash-wrong = Den här filen har ändrats efter att paketet gjordes.
    .advice = Hämta paketet igen. Är det ditt eget, gör det på nytt med ”digilab lesson pack”.

pack-hash-unlisted = Den här filen har lagts till efter att paketet gjordes.
    .advice = Hämta paketet igen. Är det ditt eget, gör det på nytt med ”digilab lesson pack”.

pack-hash-gone = Filen ”{ $path }” har tagits bort ur paketet.
    .advice = Hämta paketet igen. Är det ditt eget, gör det på nytt med ”digilab lesson pack”.

pack-signature-broken = Paketets signatur går inte att läsa.
    .advice = Hämta paketet igen, eller fråga den som har signerat det.

pack-signature-wrong = Signaturen hör inte till det här paketet: någon har ändrat paketet.
    .advice = Använd det inte. Hämta det igen av den som har signerat det.

pack-key-broken = Det finns ingen nyckel i den här filen.
    .advice = Välj filen som DigiLab gjorde till din nyckel.

pack-signer-odd = Det här namnet kan inte användas i en signatur.
    .advice = Skriv ett namn med 1–100 tecken på en rad, utan mellanslag runt om.

## Vilken fil som helst.

pack-file-missing = Den här filen saknas.
    .advice = Lägg till den. ”digilab lesson new” gör ett litet paket där allt finns.

pack-file-unknown = Den här filen hör inte till något i paketet.
    .advice = Ta bort den, eller flytta den till ”assets” eller till ett stegs mapp.

pack-not-utf8 = Texten är inte sparad som UTF-8.
    .advice = Spara filen igen och välj UTF-8 i redigeraren.

pack-text-too-large = Texten är för lång: den får ha högst { $max_kib } KiB.
    .advice = Gör den kortare, eller dela den i två steg.

pack-toml-broken = Den här raden går inte att läsa ({ $reason }).
    .advice = Se efter om det saknas ett citattecken eller en parentes här eller på raden innan.

pack-toml-unknown = DigiLab känner inte till ”{ $key }” här.
    .advice = Kontrollera stavningen. Det här går att använda: { $known }

pack-toml-missing = Här saknas ”{ $key }”.
    .advice = Lägg till en rad som börjar med det. Det finns ett exempel i anvisningen för lektionspaket.

pack-toml-value = Det här värdet passar inte här ({ $reason }).
    .advice = Jämför med exemplet i anvisningen för lektionspaket.

## pack.toml.

pack-format-version = Paketet har formen { $found }, och den här DigiLab känner till formen { $known }.
    .advice = Uppdatera DigiLab, eller be om ett paket med formen { $known }.

pack-id = ”{ $id }” går inte att använda som paketets id.
    .advice = Använd 3–64 små bokstäver a–z, siffror och bindestreck, till exempel gat-lykta.

pack-version = ”{ $version }” är ingen version.
    .advice = Skriv tre tal med punkter emellan, till exempel 1.0.0.

pack-licence = ”{ $licence }” är ingen känd licens.
    .advice = Skriv dess SPDX-namn, till exempel CC-BY-4.0 eller CC0-1.0.

pack-list-empty = ”{ $key }” är tom eller har något tomt i sig.
    .advice = Skriv minst en där, mellan citattecken.

pack-list-twice = ”{ $value }” står två gånger i ”{ $key }”.
    .advice = Ta bort den ena.

pack-grades = Det här är inte två årskurser mellan 1 och 12.
    .advice = Skriv den första och den sista, den mindre först, till exempel [5, 9].

pack-minutes-sum = Stegen tar sammanlagt { $sum } minuter, men här står det { $given }.
    .advice = Skriv { $sum } här, eller ändra stegens minuter.

pack-step-name = ”{ $step }” går inte att använda som namn på ett steg.
    .advice = Använd små bokstäver a–z, siffror och bindestreck, till exempel 01-lampa.

pack-step-unlisted = pack.toml nämner inte steget ”{ $step }”.
    .advice = Lägg till det i ”steps” i pack.toml, eller ta bort mappen.

pack-text-missing = ”{ $key }” saknas på ett språk: { $language }
    .advice = Skriv det på alla språk som paketet har.

pack-text-extra = ”{ $key }” är på ett språk som paketet inte har: { $language }
    .advice = Lägg till språket i ”languages” i pack.toml, eller ta bort texten.

## Det som eleverna läser.

pack-front-missing = Texten börjar inte med sin rubrik och sina minuter.
    .advice = Skriv dem överst, mellan två rader med tre bindestreck (---).

pack-front-line = Den här raden före texten betyder ingenting: { $text }
    .advice = Bara title och minutes hör hemma där, båda med ett kolon efter sig.

pack-title-missing = Texten har ingen rubrik.
    .advice = Skriv en före texten, till exempel ”title: Tänd lampan”.

pack-minutes = Steget säger inte hur många minuter det tar.
    .advice = Skriv ett heltal mellan 1 och 600 före texten, till exempel ”minutes: 10”.

pack-minutes-differ = Steget tar { $given } minuter här men { $other } på ett annat språk: { $language }
    .advice = Skriv samma tal på alla språk.

pack-text-deep = Listor eller citat ligger för djupt i varandra: fler än { $max }.
    .advice = Skriv det med färre nivåer.

pack-text-html = Här finns HTML, som DigiLab inte visar.
    .advice = Skriv det i Markdown. Menar du själva tecknet <, skriv orden mellan grava accenter (`).

pack-text-empty = Det finns inget att läsa före tipsen.
    .advice = Skriv vad eleven ska göra.

pack-hint-empty = Det finns inget i det här tipset.
    .advice = Skriv tipset under sin rubrik, eller ta bort rubriken.

pack-hints-differ = Här finns { $found } tips men { $expected } på ett annat språk: { $language }
    .advice = Skriv samma tips på alla språk. Ett tips har alltid rubriken ”## Hint”.

pack-headings-differ = Här finns { $found } rubriker men { $expected } på ett annat språk: { $language }
    .advice = Skriv samma delar på alla språk.

pack-code-differs = Här finns { $found } kodbitar men { $expected } på ett annat språk: { $language }
    .advice = Visa samma kod på alla språk.

pack-code-unnamed = Den här koden säger inte vilket program den är ur.
    .advice = Skriv ”rhai starter” eller ”rhai solution” efter de tre tecknen (```). För annan text, skriv ”text”.

pack-code-strange = Den här koden står inte ord för ord i { $source }.rhai.
    .advice = Kopiera raderna från { $source }.rhai, eller ändra programmet där.

pack-link-gone = Länken leder till en fil som inte finns: { $address }
    .advice = Lägg till filen, eller rätta länken.

pack-link-insecure = Länken börjar inte med https: { $address }
    .advice = Använd sidans https-adress, eller lämna bort länken.

pack-image-gone = Bilden finns inte i paketet: { $path }
    .advice = Lägg den i ”assets” och skriv hela sökvägen, till exempel assets/lampa.png.

pack-image-silent = Bilden har ingen text för dem som inte ser den: { $path }
    .advice = Skriv mellan hakparenteserna vad den visar.

pack-image-place = En bild kan inte stå i en rubrik, en tabell eller en länk.
    .advice = Sätt den på en egen rad.

## Bilder och ljud.

pack-asset-kind = Det här är varken en bild eller ett ljud som DigiLab känner till.
    .advice = Använd PNG eller SVG för bilder och WAV, OGG eller MP3 för ljud. Namnets ändelse skrivs med små bokstäver.

pack-asset-unused = Ingen text använder den här filen.
    .advice = Använd den i ett steg, eller ta bort den.

pack-image-broken = Bilden går inte att läsa ({ $reason }).
    .advice = Spara den igen som PNG eller SVG.

pack-image-too-large = Bilden, eller alla bilder tillsammans, har för många pixlar: en bild får ha högst { $max_megapixels } miljoner.
    .advice = Gör bilderna mindre: 1 600 pixlar på bredden räcker.

pack-image-active = Teckningen har ett program i sig eller hämtar något någon annanstans ifrån: { $what }
    .advice = Spara den som ”vanlig SVG” eller som PNG.

## check.toml.

pack-check-empty = På ett av paketets kort kontrolleras ingenting: { $board }
    .advice = Skriv en [[scenario]] för det, eller en utan ”board”, som gäller alla.

pack-check-no-expectation = Den här körningen förväntar sig ingenting, så alla program klarar den.
    .advice = Skriv en [[scenario.expect]] under den.

pack-check-see = Här saknas vad som ska synas, eller så står det två gånger.
    .advice = Skriv antingen ”see” eller ”in_order”.

pack-check-often = ”times” och how = "often" hör ihop, och den ena saknas.
    .advice = Skriv båda, eller ingendera.

pack-check-times = De här tiderna går inte ihop.
    .advice = Skriv antingen ”at_ms”, med eller utan ”tolerance_ms”, eller ”from_ms” och ”until_ms”.

pack-check-name = Inget slumpas fram med namnet ”{ $name }”.
    .advice = Lägg till det under ”random” i samma körning, eller rätta namnet.

pack-check-draw = Det går inte att slumpa fram ”{ $name }”.
    .advice = Använd små bokstäver a–z, siffror och understreck i namnet, och ge minst ett ord att välja bland.

pack-check-range = Intervallet slutar vid { $to } innan det börjar vid { $from }.
    .advice = Skriv det mindre talet först.

pack-check-number = ”{ $key }” kan inte vara { $given }.
    .advice = Skriv ett tal från { $min } till { $max }.

pack-check-picture = ”{ $picture }” är ingen bild.
    .advice = Skriv ett namn som HEART, eller fem rader med fem siffror och kolon emellan. ”dark” och ”lit” går också.

pack-check-braces = Det här går inte att räkna ut: { $text }
    .advice = Skriv inom klamrar namnet på något som slumpas fram, eller en uträkning som $namn + 1. En uträkning fungerar bara med tal.

pack-check-board = Paketet är inte för det här kortet: { $board }
    .advice = Lägg till det i ”boards” i pack.toml, eller ta bort det här.

pack-check-repeat = ”times” och ”every_ms” hör ihop, och den ena saknas.
    .advice = Skriv hur många gånger det händer och hur lång tid det är emellan.
