import process from 'node:process';
import {DOCUMENTS, ORIGIN} from './documents.ts';
import {fetchDocument, NotFetched} from './fetching.ts';
import {hasDocument, specsFolder} from './folder.ts';

const folder = specsFolder();
const origin = process.env['COUNTABLE_SPECS_FROM'] ?? ORIGIN;
let failed = false;
for (const document of DOCUMENTS) {
  const {name, of} = document;
  if (hasDocument(name)) {
    console.log(`✓ ${name} is there`);
    continue;
  }
  try {
    console.log(`  ${name}, by ${of} …`);
    await fetchDocument(document, {origin, folder});
    console.log(`✓ ${name}`);
  } catch (error) {
    if (!(error instanceof NotFetched)) throw error;
    failed = true;
    console.error(`✗ ${error.message}`);
  }
}
console.log(`\nThe documents' folder: ${folder}`);
if (failed) {
  console.error(
    "  remedy  Run it again where the network reaches the vendors, or name a folder that has these files in COUNTABLE_SPECS. Without them script/test skips the tests of Slack's and Sentry's requests.",
  );
  process.exitCode = 3;
}
