"""A keyboard and what a screen reader says, and nothing else to go by."""

from typing import Any, NamedTuple

from playwright.sync_api import Page

FAR = 90  # presses until there is no way to something

# Of what has the focus: whether one sees its ring, and a part with nothing over it.
LOOK = """function () {
    const [box] = this.getClientRects();
    if (!box) return [false, false];
    // After the last thing on a page, and before the first.
    if (this === document.body) return [true, true];
    const style = getComputedStyle(this);
    const ring = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    const x = Math.min(Math.max(box.x + box.width / 2, 0), innerWidth - 1);
    const seen = [0.1, 0.3, 0.5, 0.7, 0.9].some((part) => {
        const at = document.elementFromPoint(x, box.y + part * box.height);
        return at !== null && (this.contains(at) || at.contains(this));
    });
    return [ring, seen];
}"""


class Focus(NamedTuple):
    """What the accessibility tree says of what has the focus."""

    role: str
    name: str
    ring: bool
    seen: bool


class Toetsenbord:
    """Finds its way by role and name, with the keys alone."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.cdp = page.context.new_cdp_session(page)
        self.cdp.send("Accessibility.enable")

    def look(self) -> Focus:
        asked = {"expression": "document.activeElement"}
        element = self.cdp.send("Runtime.evaluate", asked)["result"]["objectId"]
        tree = self.cdp.send(
            "Accessibility.getPartialAXTree",
            {"objectId": element, "fetchRelatives": False},
        )
        [node, *_] = tree["nodes"]
        looked: dict[str, Any] = self.cdp.send(
            "Runtime.callFunctionOn",
            {"objectId": element, "functionDeclaration": LOOK, "returnByValue": True},
        )
        name = " ".join(node.get("name", {}).get("value", "").split())
        role = node.get("role", {}).get("value", "")
        return Focus(role, name.replace(" :", ":"), *looked["result"]["value"])

    def tab_to(self, role: str, name: str, key: str = "Tab") -> None:
        """Press Tab until this has the focus; it is always somewhere, and seen."""
        passed = []
        for _ in range(FAR):
            self.page.keyboard.press(key)
            focus = self.look()
            assert (focus.ring, focus.seen) == (True, True), focus
            if focus.role == role and focus.name.startswith(name):
                return
            passed.append(focus)
        raise AssertionError(f"no way to {role} {name}, by {passed}")

    def open(self, role: str, name: str) -> None:
        """Tab to it and press Enter; another page comes."""
        self.tab_to(role, name)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def step(self, name: str) -> Focus:
        """Tab to this button and press Space; where on the same page that leads."""
        self.tab_to("button", name)
        self.page.keyboard.press("Space")
        return self.look()

    def type(self, name: str, tekst: str) -> None:
        self.tab_to("textbox", name)
        self.page.keyboard.type(tekst)
