type Operation = Record<string, unknown> & {parameters?: {name: string; in: string}[]};

/**
 * Slack's document, for requests as its SDK sends them: the token goes in the header, methods that read are posted as well,
 * and what Slack answers may have more than it describes.
 */
export const forRequestsAsTheSdkSendsThem = (text: string): string => {
  const document = JSON.parse(text, (key, value: unknown) =>
    key === 'additionalProperties' && value === false ? undefined : value,
  ) as {paths: Record<string, {get?: Operation; post?: Operation}>};
  for (const methods of Object.values(document.paths)) {
    for (const operation of Object.values(methods)) dropToken(operation);
    if (methods.get) methods.post ??= posted(methods.get);
  }
  return JSON.stringify(document);
};

const dropToken = (operation: Operation): void => {
  if (operation.parameters) operation.parameters = operation.parameters.filter(({name}) => name !== 'token');
};

const posted = ({operationId, parameters, ...others}: Operation): Operation => ({
  ...others,
  consumes: ['application/x-www-form-urlencoded'],
  ...(parameters && {
    parameters: parameters.map(parameter =>
      parameter.in === 'query' ? {...parameter, in: 'formData'} : parameter,
    ),
  }),
});
