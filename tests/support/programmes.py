"""A programme to say one thing of at a time."""

from knowledge.programmes import Programme


def a_programme(**fields: object) -> Programme:
    """A police course of Norway's, with some fields said otherwise."""
    values = {
        "id": "no-fpu",
        "name": "FPU Course",
        "providers": ("NO",),
        "kind": "training",
        "capabilities": ("formed-police",),
        "summary": "A course.",
        "source": "test",
        "confidence": "high",
    }
    return Programme.model_validate(values | fields)
