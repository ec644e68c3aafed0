/**
 * Writes docs/reference from the data that the CLI itself works with:
 *
 *     node ts-helpers/reference.ts           writes it
 *     node ts-helpers/reference.ts --check   fails when what is there is not what the sources give
 */
import path from 'node:path';
import {format, resolveConfig} from 'prettier';
import {publish} from './generated.ts';
import {cliPage} from './reference/cli.ts';
import {doctorPage} from './reference/doctor.ts';
import {errorsPage} from './reference/errors.ts';
import {factsJsonSchema, factsPage} from './reference/facts.ts';
import {resultJsonSchemas, resultsPage} from './reference/results.ts';
import {settingsJsonSchema, settingsPage} from './reference/settings.ts';

const folder = 'docs/reference';
const pages = {
  'cli.md': await cliPage(),
  'doctor.md': doctorPage(),
  'errors.md': errorsPage(),
  'facts.md': factsPage(),
  'facts.schema.json': JSON.stringify(factsJsonSchema()),
  'results.md': resultsPage(),
  ...Object.fromEntries(
    Object.entries(resultJsonSchemas()).map(([name, schema]) => [name, JSON.stringify(schema)]),
  ),
  'settings.md': settingsPage(),
  'countable.schema.json': JSON.stringify(settingsJsonSchema()),
};

const made: Record<string, string> = {};
for (const [name, text] of Object.entries(pages)) {
  const file = path.join(folder, name);
  made[file] = await format(text, {...(await resolveConfig(file)), filepath: file});
}
await publish(made, 'reference');
