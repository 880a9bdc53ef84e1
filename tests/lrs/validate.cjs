// Holds statements, a line of JSON each, to the rules of xAPI with the npm package @learninglocker/xapi-validation:
// `node tests/lrs/validate.cjs STATEMENTS.jsonl`. Prints what is wrong with which line; exit status 1 if anything is.
const fs = require('node:fs');

const { default: complaints } = require(process.env.DIGILAB_XAPI_VALIDATOR);

const lines = fs.readFileSync(process.argv[2], 'utf8').split('\n').filter((line) => line.trim());
let wrong = 0;
lines.forEach((line, index) => {
  for (const complaint of complaints(JSON.parse(line))) {
    wrong += 1;
    const { path, name, typeName = '', keys = '' } = complaint;
    console.log(`line ${index + 1}: ${path.join('.')}: ${name} ${typeName}${keys}`);
  }
});
console.log(`${lines.length} statements, ${wrong} complaints`);
process.exitCode = wrong || !lines.length ? 1 : 0;
