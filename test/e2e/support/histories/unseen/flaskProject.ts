/** The project as it was when it was green. */
export const FLASK = {
  'README.md': '# Till\n',
  'till/config.py': 'RATE = 19\nCURRENCY = "EUR"\nSHOPS = ["north", "south"]\n',
  'till/sums.py': `from till.config import RATE


def gross(net):
    return net + net * RATE / 100


def change(paid, due):
    rest = paid - due
    if rest < 0:
        raise ValueError("too little")
    return rest


def shares(amount, people):
    return [amount / people for _ in range(people)]
`,
  'till/web.py': `from flask import Flask, render_template

from till.sums import change, gross, shares

app = Flask(__name__)


@app.get("/")
def index():
    return render_template("index.html", gross=gross(100))


@app.get("/change")
def rest():
    return str(change(100, 30))


@app.get("/shares")
def split():
    return str(shares(90, 3))
`,
  'till/templates/index.html': '<p>{{ gross }}</p>\n',
  'tests/conftest.py': 'import pytest\n\n\n@pytest.fixture\ndef paid():\n    return 100\n',
  'tests/test_sums.py': `from till.sums import change, gross, shares


def test_gross():
    assert gross(100) == 119


def test_change(paid):
    assert change(paid, 30) == 70


def test_shares():
    assert shares(90, 3) == [30, 30, 30]
`,
  'requirements.txt': 'Flask==3.0.3\nSQLAlchemy==2.0.35\nalembic==1.13.3\n',
  Dockerfile:
    'FROM python:3.11-slim\nWORKDIR /app\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\nCOPY . .\nCMD ["flask", "--app", "till.web", "run"]\n',
  'docker-compose.yml': 'services:\n  web:\n    build: .\n  db:\n    image: postgres:15\n',
};
