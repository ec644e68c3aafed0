/** Far more than any answer that we ask for. */
const MOST_BYTES = 20 * 1024 * 1024;

/** An answer that has no end, or is far longer than one of this service. */
export class AnswerTooLong extends Error {
  override readonly name = 'AnswerTooLong';
}

/** As fetch; reading the body of the answer fails with AnswerTooLong when it is. */
export const boundedFetch = async (
  input: Parameters<typeof fetch>[0],
  init?: Parameters<typeof fetch>[1],
): Promise<Response> => {
  const response = await fetch(input, init);
  const {body, status, statusText, headers} = response;
  return body === null ? response : new Response(body.pipeThrough(limit()), {status, statusText, headers});
};

const limit = (): TransformStream<Uint8Array, Uint8Array> => {
  let room = MOST_BYTES;
  return new TransformStream({
    transform(chunk, controller) {
      room -= chunk.byteLength;
      if (room < 0) controller.error(new AnswerTooLong(`The answer has more than ${MOST_BYTES} bytes.`));
      else controller.enqueue(chunk);
    },
  });
};
