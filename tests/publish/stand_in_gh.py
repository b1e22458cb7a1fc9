"""Stands in for GitHub's `gh`: takes the arguments of the real one, answers as it does, and keeps all in a JSON file.

It was held against gh 2.102: what that refuses is refused here in the same words. The file holds the hosts that are
logged in, repositories, and every call that was made.
"""

from __future__ import annotations

import json
import os
import re
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any, NoReturn

LONGEST_BODY, LONGEST_TITLE = 65536, 256
ISSUE_FIELDS = {"number", "title", "body", "url", "state", "labels"}
FLAGS = {
    "issue edit": {"--repo", "--title", "--body", "--body-file", "--add-label", "--remove-label"},
    "issue comment": {"--repo", "--body", "--body-file"},
    "issue view": {"--repo", "--json"},
    "issue list": {"--repo", "--json", "--state", "--limit"},
    "label list": {"--repo", "--json", "--limit"},
    "auth status": {"--hostname"},
    "auth token": {"--hostname"},
    "api": {"--method", "--hostname", "--input"},
}
"""Flags that take a value; there are no others here."""


def fail(line: str, code: int = 1) -> NoReturn:
    """End as a program that failed."""
    print(line, file=sys.stderr)
    sys.exit(code)


class Arguments:
    """The words of a call: flags with their values, and the rest."""

    def __init__(self, verb: str, words: list[str]) -> None:
        self.values: dict[str, list[str]] = {}
        self.rest: list[str] = []
        while words:
            word = words.pop(0)
            if not word.startswith("-") or word == "-":
                self.rest.append(word)
                continue
            flag, given, value = word.partition("=")
            if flag not in FLAGS[verb]:
                fail(f"unknown flag: {flag}\n\nUsage:  gh {verb} [flags]")
            if not given and not words:
                fail(f"flag needs an argument: {flag}\n\nUsage:  gh {verb} [flags]")
            self.values.setdefault(flag, []).append(value if given else words.pop(0))

    def __getitem__(self, flag: str) -> str | None:
        return self.values[flag][-1] if flag in self.values else None

    def labels(self, flag: str) -> list[str]:
        """Return labels, which are lines of comma-separated values."""
        found: list[str] = []
        for line in self.values.get(flag, []):
            for quoted, plain in re.findall(r'"((?:[^"]|"")*)"(?:,|$)|([^,"]+)(?:,|$)', line):
                found.append(quoted.replace('""', '"') if quoted else plain)
        return found


def read_input() -> str:
    """Return what is on standard input."""
    return sys.stdin.buffer.read().decode()


class Service:
    """What GitHub does with a call."""

    def __init__(self, state: dict[str, Any]) -> None:
        self.state = state

    def host(self, name: str | None) -> str:
        """Return the host a call is meant for; ends the call when no one is logged in there."""
        host = name or os.environ.get("GH_HOST") or "github.com"
        if host not in self.state["hosts"]:
            fail("To get started with GitHub CLI, please run:  gh auth login", 4)
        return host

    def repository(self, name: str) -> dict[str, Any]:
        """Return a repository named `[HOST/]OWNER/REPO`."""
        parts = name.split("/")
        if len(parts) not in (2, 3) or not all(parts):
            fail(f'expected the "[HOST/]OWNER/REPO" format, got "{name}"')
        host = self.host(parts[0] if len(parts) == 3 else None)
        address = f"{host}/{'/'.join(parts[-2:])}"
        if address not in self.state["repositories"]:
            owner_and_name = "/".join(parts[-2:])
            fail(f"GraphQL: Could not resolve to a Repository with the name '{owner_and_name}'. (repository)")
        found: dict[str, Any] = self.state["repositories"][address] | {"address": address}
        return found

    def issue(self, repository: dict[str, Any], number: str) -> dict[str, Any]:
        """Return an issue or pull request."""
        for issue in repository["issues"]:
            if str(issue["number"]) == number:
                found: dict[str, Any] = issue
                return found
        fail(f"GraphQL: Could not resolve to an issue or pull request with the number of {number}. (repository.issue)")

    def url(self, repository: dict[str, Any], issue: dict[str, Any]) -> str:
        """Return an issue's address."""
        return f"https://{repository['address']}/{issue.get('kind', 'issues')}/{issue['number']}"

    def next_id(self) -> int:
        """Return a number that nothing has yet."""
        self.state["last_id"] += 1
        return int(self.state["last_id"])

    def body(self, arguments: Arguments) -> str | None:
        """Return the body a call brings; None for none."""
        if arguments["--body"] is not None and arguments["--body-file"] is not None:
            fail("specify only one of `--body` or `--body-file`")
        if arguments["--body-file"] is None:
            return arguments["--body"]
        if arguments["--body-file"] != "-":
            fail(f"open {arguments['--body-file']}: no such file or directory")
        return read_input()

    def check_sizes(self, what: str, title: str | None, body: str | None) -> None:
        """End the call when a title or body is too long."""
        if title is not None and len(title) > LONGEST_TITLE:
            fail(f"GraphQL: Title is too long (maximum is {LONGEST_TITLE} characters) ({what})")
        if body is not None and len(body) > LONGEST_BODY:
            fail(f"GraphQL: Body is too long (maximum is {LONGEST_BODY} characters) ({what})")


def show(values: Any, fields: str | None, known: set[str]) -> None:
    """Print JSON with the fields that were asked for."""
    wanted = (fields or "").split(",")
    for field in wanted:
        if field not in known:
            fail(f'Unknown JSON field: "{field}"\nAvailable fields:\n  ' + "\n  ".join(sorted(known)))
    rows = values if isinstance(values, list) else [values]
    chosen = [{field: row[field] for field in wanted} for row in rows]
    print(json.dumps(chosen if isinstance(values, list) else chosen[0], ensure_ascii=False, separators=(",", ":")))


def as_json(service: Service, repository: dict[str, Any], issue: dict[str, Any]) -> dict[str, Any]:
    """Return an issue as `--json` tells it."""
    labels = [{"id": "LA_1", "name": name, "description": "", "color": "ededed"} for name in issue["labels"]]
    return {
        "number": issue["number"],
        "title": issue["title"],
        "body": issue["body"],
        "url": service.url(repository, issue),
        "state": issue["state"],
        "labels": labels,
    }


def edit(service: Service, arguments: Arguments) -> None:
    """`gh issue edit`."""
    if not {"--title", "--body", "--body-file", "--add-label", "--remove-label"} & {*arguments.values}:
        fail("field to edit flag required when not running interactively")
    if len(arguments.rest) != 1:
        fail("argument required")
    body, title = service.body(arguments), arguments["--title"]
    repository = service.repository(arguments["--repo"] or "")
    issue = service.issue(repository, arguments.rest[0])
    labels = arguments.labels("--add-label")
    for label in labels:
        if label.casefold() not in {known.casefold() for known in repository["labels"]}:
            fail(f"failed to update {service.url(repository, issue)}: '{label}' not found\nfailed to update 1 issue")
    service.check_sizes("updateIssue", title, body)
    issue["labels"] += [label for label in labels if label not in issue["labels"]]
    issue["title"] = issue["title"] if title is None else title
    issue["body"] = issue["body"] if body is None else body
    print(service.url(repository, issue))


def comment(service: Service, arguments: Arguments) -> None:
    """`gh issue comment`."""
    body = service.body(arguments)
    if body is None:
        fail("flags required when not running interactively")
    repository = service.repository(arguments["--repo"] or "")
    issue = service.issue(repository, "".join(arguments.rest))
    if not body.strip():
        fail("GraphQL: Body cannot be blank (addComment)")
    service.check_sizes("addComment", None, body)
    number = service.next_id()
    issue["comments"].append({"id": number, "body": body})
    print(f"{service.url(repository, issue)}#issuecomment-{number}")


def view(service: Service, arguments: Arguments) -> None:
    """`gh issue view --json`."""
    repository = service.repository(arguments["--repo"] or "")
    issue = service.issue(repository, "".join(arguments.rest))
    show(as_json(service, repository, issue), arguments["--json"], ISSUE_FIELDS)


def list_issues(service: Service, arguments: Arguments) -> None:
    """`gh issue list --json`, the newest first."""
    if arguments["--state"] not in ("open", "closed", "all"):
        fail(f'invalid argument "{arguments["--state"]}" for "-s, --state" flag: valid values are {{open|closed|all}}')
    repository = service.repository(arguments["--repo"] or "")
    issues = [issue for issue in reversed(repository["issues"]) if issue.get("kind") != "pull"]
    issues = issues[: int(arguments["--limit"] or 30)]
    show([as_json(service, repository, issue) for issue in issues], arguments["--json"], ISSUE_FIELDS)


def list_labels(service: Service, arguments: Arguments) -> None:
    """`gh label list --json`."""
    repository = service.repository(arguments["--repo"] or "")
    names = repository["labels"][: int(arguments["--limit"] or 30)]
    show([{"name": name} for name in names], arguments["--json"], {"name", "id", "color", "description", "url"})


def status(service: Service, arguments: Arguments) -> None:
    """`gh auth status`."""
    host = arguments["--hostname"] or "github.com"
    if host not in service.state["hosts"]:
        fail(f"You are not logged into any accounts on {host}")
    if host in service.state["troubled"]:
        fail(f"{host}\n  X Failed to log in to {host} account other (keyring)\n  - The token in keyring is invalid.")
    print(f"{host}\n  ✓ Logged in to {host} account me (keyring)\n  - Active account: true")


def token(service: Service, arguments: Arguments) -> None:
    """`gh auth token`."""
    host = arguments["--hostname"] or "github.com"
    if host not in service.state["hosts"]:
        fail(f"no oauth token found for {host}")
    print("invented")


def invalid(problem: str) -> NoReturn:
    """Refuse values, as the API does."""
    print('{"message":"Validation Failed","status":"422"}', end="")
    fail(f"gh: Validation Failed (HTTP 422)\n{problem}")


def not_there() -> NoReturn:
    """Say that a place is not there, as the API does."""
    print('{"message":"Not Found","documentation_url":"https://docs.github.com/rest","status":"404"}', end="")
    fail("gh: Not Found (HTTP 404)")


def api(service: Service, arguments: Arguments) -> None:
    """`gh api` for issues, their comments, and a search."""
    method = arguments["--method"] or ("GET" if arguments["--input"] is None else "POST")
    if len(arguments.rest) != 1:
        fail(f"accepts 1 arg(s), received {len(arguments.rest)}")
    place = arguments.rest[0]
    if f"api {method} {place}" in service.state["failing"]:
        fail(service.state["failing"][f"api {method} {place}"])
    host = service.host(arguments["--hostname"])
    given = json.loads(read_input() or "{}") if arguments["--input"] == "-" else {}
    if place == "graphql":
        search(service, host, given)
        return
    endpoint = re.fullmatch(r"repos/([^/]+/[^/]+)/issues(?:/(comments/)?(\d+))?", place)
    repository = service.state["repositories"].get(f"{host}/{endpoint[1]}") if endpoint else None
    if endpoint is None or repository is None:
        not_there()
    repository = repository | {"address": f"{host}/{endpoint[1]}"}
    if endpoint[2]:
        one_comment(repository, endpoint[3], method, given)
    else:
        one_issue(service, repository, endpoint[3], method, given)


def one_issue(
    service: Service, repository: dict[str, Any], number: str | None, method: str, given: dict[str, Any]
) -> None:
    """Open an issue, or change the title or the body of one."""
    title, body = given.get("title"), given.get("body")
    if (title is not None or number is None) and not (title or "").strip():
        invalid("title can't be blank")
    if len(title or "") > LONGEST_TITLE:
        invalid(f"title is too long (maximum is {LONGEST_TITLE} characters)")
    if len(body or "") > LONGEST_BODY:
        invalid(f"body is too long (maximum is {LONGEST_BODY} characters)")
    if number is None:
        if method != "POST":
            not_there()
        issue: dict[str, Any] = {"number": service.next_id(), "title": title, "body": body, "state": "OPEN"}
        issue |= {"labels": list(given.get("labels", [])), "comments": []}
        repository["issues"].append(issue)
    else:
        if method != "PATCH" or number not in {str(issue["number"]) for issue in repository["issues"]}:
            not_there()
        issue = service.issue(repository, number)
        issue.update({name: given[name] for name in ("title", "body", "labels") if name in given})
    url = service.url(repository, issue)
    labels = [{"id": 1, "name": name} for name in issue["labels"]]
    told: dict[str, Any] = {"url": f"https://api.{url}", "html_url": url, "user": {"html_url": "https://github.com/me"}}
    told |= {"number": issue["number"], "title": issue["title"], "body": issue["body"], "labels": labels}
    print(json.dumps(told, ensure_ascii=False), end="")


def one_comment(repository: dict[str, Any], number: str, method: str, given: dict[str, Any]) -> None:
    """Show, change or remove a comment."""
    comments = [(issue, comment) for issue in repository["issues"] for comment in issue["comments"]]
    found = [(issue, comment) for issue, comment in comments if str(comment["id"]) == number]
    if not found:
        not_there()
    issue, comment = found[0]
    if method == "DELETE":
        issue["comments"].remove(comment)
        return
    if method == "PATCH":
        body = given.get("body", "")
        if not body.strip() or len(body) > LONGEST_BODY:
            invalid("Body is too long (maximum is 65536 characters)")
        comment["body"] = body
    print(json.dumps({"id": comment["id"], "body": comment["body"]}, ensure_ascii=False), end="")


def search(service: Service, host: str, given: dict[str, Any]) -> None:
    """Look for titles, the newest first; what was opened a moment ago is not known yet."""
    if not re.fullmatch(
        r"query\(\$words: String!\) \{ search\(query: \$words, type: ISSUE, first: 100\)"
        r" \{ nodes \{ \.\.\. on Issue \{ number, title, url \} \} \} \}",
        given["query"],
    ):
        fail("gh: Parse error on the query")
    quoted = re.fullmatch(r'repo:(\S+) is:issue in:title "([^"]*)"', given["variables"]["words"])
    if quoted is None or len(quoted[2]) > 256:
        fail("gh: The search could not be read.")
    repository = service.state["repositories"].get(f"{host}/{quoted[1]}", {"issues": []})
    repository = repository | {"address": f"{host}/{quoted[1]}"}
    words = {*re.findall(r"\w+", quoted[2].casefold())}
    nodes = [
        {"number": issue["number"], "title": issue["title"], "url": service.url(repository, issue)}
        for issue in reversed(repository["issues"])
        if issue.get("kind") != "pull"
        and not issue.get("just_opened")
        and words <= {*re.findall(r"\w+", issue["title"].casefold())}
    ]
    print(json.dumps({"data": {"search": {"nodes": nodes[:100]}}}, ensure_ascii=False), end="")


VERBS = {
    "issue edit": edit,
    "issue comment": comment,
    "issue view": view,
    "issue list": list_issues,
    "label list": list_labels,
    "auth status": status,
    "auth token": token,
    "api": api,
}


def main(state_file: str) -> None:
    """Answer the call that this process is for."""
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.stderr.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    words = sys.argv[1:]
    with open(state_file, encoding="utf-8") as file:
        state = json.load(file)
    settings = {name: os.environ.get(name) for name in ("GH_PROMPT_DISABLED", "GH_NO_UPDATE_NOTIFIER", "NO_COLOR")}
    state["calls"].append({"words": ["gh", *words], "settings": settings})
    try:
        if words == ["--version"]:
            print(f"gh version {state['version']} (2025-01-08)\nhttps://github.com/cli/cli/releases")
            return
        verb = "api" if words[:1] == ["api"] else " ".join(words[:2])
        if verb not in VERBS:
            fail(f'unknown command "{verb}" for "gh"')
        arguments = Arguments(verb, words[len(verb.split()) :])
        if verb in state["failing"]:
            fail(state["failing"][verb])
        VERBS[verb](Service(state), arguments)
    finally:
        with open(state_file, "w", encoding="utf-8") as file:
            json.dump(state, file, ensure_ascii=False)
