/** `problem` is ours, and needs no escaping. */
export const page = ({isSent = false, problem = ''}) => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width" />
    <title>__project__</title>
    <link rel="stylesheet" href="/static/style.css" />
  </head>
  <body>
    <h1>__project__</h1>
    ${isSent ? '<p role="status">Thank you, it has arrived.</p>' : ''}
    ${problem === '' ? '' : `<p role="alert">${problem}</p>`}
    <form method="post">
      <label>Name <input name="name" required /></label>
      <label>Email <input name="email" type="email" required /></label>
      <label>Text <textarea name="text" required></textarea></label>
      <button>Send</button>
    </form>
  </body>
</html>
`;
