import type {Facts} from '../../ts-helpers/src/seam/facts.ts';

/** Without what is of this machine and this minute alone. */
export const plain = (facts: Facts): Facts => {
  const seen = new Map<string, string>();
  const numbered = (kind: string) => (text: string) => {
    const known =
      seen.get(text) ?? `${kind}${[...seen.values()].filter(one => one.startsWith(kind)).length + 1}`;
    seen.set(text, known);
    return known;
  };
  const commit = numbered('c0ffee');
  const text = JSON.stringify(facts, (key, value: unknown) => (key === 'host' ? undefined : value))
    .replaceAll(/\/tmp\/countable-e2e-\w+/g, '/tmp/countable')
    .replaceAll(/e2e-[0-9a-f]{8}/g, 'shop')
    .replaceAll(/\b[0-9a-f]{40}\b/g, one => commit(one).padEnd(40, '0'))
    .replaceAll(/\b(shop-test-)[0-9a-f]{7}-[0-9a-f]{6}/g, '$1c0ffee1-000001')
    .replaceAll(/127\.0\.0\.1:\d{4,5}/g, '127.0.0.1:8000')
    .replaceAll(/"(startedAt|at|since)":"[^"]*"/g, '"$1":"2026-11-26T11:59:00.000Z"')
    .replaceAll(/"durationMs":\d+/g, '"durationMs":4000');
  return JSON.parse(text) as Facts;
};
