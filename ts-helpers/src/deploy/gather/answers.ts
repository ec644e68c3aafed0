/** The answers to questions that wait for none of each other, asked at the same time. */
export const answersTo = async <Q extends Readonly<Record<string, unknown>>>(
  questions: Q,
): Promise<{[K in keyof Q]: Awaited<Q[K]>}> => {
  const answers = await Promise.all(
    Object.entries(questions).map(async ([name, answer]) => [name, await answer] as const),
  );
  return Object.fromEntries(answers) as {[K in keyof Q]: Awaited<Q[K]>};
};
