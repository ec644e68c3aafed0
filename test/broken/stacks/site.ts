/** A page of files behind nginx, which a one-shot service makes from a template first. */
export const site = {
  'docker-compose.yml': `services:
  pages:
    image: python:3.11-slim
    command: python /src/make.py
    volumes: ['./src:/src:ro', 'made:/made']
    environment: {TITLE: Chairs, PYTHONDONTWRITEBYTECODE: '1'}
  web:
    image: nginx:1.22
    volumes: ['./nginx.conf:/etc/nginx/conf.d/default.conf:ro', 'made:/usr/share/nginx/made:ro']
    depends_on:
      pages: {condition: service_completed_successfully}
volumes: {made: }
`,
  'dc.test.yml': `services:
  test:
    image: python:3.11-slim
    command: python -m unittest discover -s /src -v
    volumes: ['./src:/src:ro']
    environment: {PYTHONDONTWRITEBYTECODE: '1'}
`,
  'dc.stage.yml': `services:
  web:
    ports: ['127.0.0.1:PORT:80']
`,
  'countable.yml': 'health: {minutes: 0.5, path: /}\n',
  'nginx.conf': `server {
    listen 80;
    root /usr/share/nginx/made;
}
`,
  'src/make.py': `import os
from pathlib import Path

from page import page

if __name__ == '__main__':
    text = Path('/src/page.html').read_text()
    Path('/made/index.html').write_text(page(text, os.environ['TITLE']))
    print('made index.html', flush=True)
`,
  'src/page.py': `def page(text, title):
    return text.replace('TITLE', title)
`,
  'src/page.html': '<h1>TITLE</h1>\n',
  'src/test_page.py': `import unittest

from page import page


class PageTest(unittest.TestCase):
    def test_has_its_title(self):
        self.assertEqual(page('TITLE!', 'Chairs'), 'Chairs!')
`,
};
