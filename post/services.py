def state() -> dict[str, object]:
    return {}
