"""Settings are checked at the edge, with a sentence that says how to mend them."""

import pytest

from bot.settings import Settings, SettingsError, load_settings, refuse_open_secrets

TOKEN = "123456789:" + "A" * 35


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("BOT_TOKEN", "my token", "a token looks like 123456:ABC-DEF"),
        ("API_URL", "http://example.org", "plain http is only for this machine"),
        ("API_URL", "localhost:8081", "write it as scheme://host:port"),
        ("DATABASE_URL", "mysql://x", "write it as sqlite:///FILE or postgresql://"),
        ("DATABASE_URL", "postgresql://host:no-port/x", "write it as sqlite:///FILE"),
        ("HTTP_PORT", "70000", "less than or equal to 65535"),
        ("HTTP_PORT", "eighty", "valid integer"),
        ("FLOOD_LIMIT", "-1", "greater than or equal to 0"),
        ("LOG_LEVEL", "LOUD", "choose DEBUG, INFO, WARNING or ERROR"),
        ("WEBHOOK_SECRET", "with a space", "WEBHOOK_SECRET: use 1 to 256 of the characters"),
    ],
)
def test_a_bad_setting_is_named_with_the_way_to_mend_it(
    monkeypatch, tmp_path, name: str, value: str, said: str
):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(f"CLEARINGHOUSE_{name}", value)
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert said in str(caught.value)
    assert name in str(caught.value)
    assert "\n" not in str(caught.value)


def test_plain_http_is_allowed_on_this_machine():
    assert Settings(_env_file=None, api_url="http://127.0.0.1:8081/").api_url == "http://127.0.0.1:8081"
    assert Settings(_env_file=None, api_url="http://[::1]:8081").api_file_url == "http://[::1]:8081/file"


def test_settings_are_read_from_a_file_and_the_environment_wins(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_text(f"CLEARINGHOUSE_BOT_TOKEN={TOKEN}\nCLEARINGHOUSE_OPERATOR=Mission A\n")
    monkeypatch.setenv("CLEARINGHOUSE_OPERATOR", "Mission B")
    settings = load_settings()
    assert (settings.token, settings.operator) == (TOKEN, "Mission B")


def test_without_a_token_it_says_where_to_get_one():
    with pytest.raises(SettingsError, match="@BotFather"):
        _ = Settings(_env_file=None).token


def test_secrets_are_not_shown_when_settings_are_printed():
    shown = repr(Settings(_env_file=None, bot_token=TOKEN, webhook_secret="abc123", button_keys="k1,k2"))
    assert TOKEN not in shown
    assert "abc123" not in shown
    assert "k1" not in shown


def test_keys_and_secret_follow_from_the_token_unless_set():
    derived = Settings(_env_file=None, bot_token=TOKEN)
    other = Settings(_env_file=None, bot_token=TOKEN.replace("A", "B"))
    assert derived.secret_of_webhook != other.secret_of_webhook
    assert derived.button_key_ring != other.button_key_ring
    given = Settings(_env_file=None, bot_token=TOKEN, button_keys="new, old")
    assert given.button_key_ring == (b"new", b"old")


@pytest.mark.parametrize(
    "line", [f"CLEARINGHOUSE_BOT_TOKEN={TOKEN}", "export clearinghouse_button_keys = 'a,b'"]
)
def test_a_file_of_secrets_that_others_can_read_is_refused(tmp_path, line: str):
    file = tmp_path / ".env"
    file.write_text(f"# settings\n{line}\n")
    file.chmod(0o644)
    with pytest.raises(SettingsError, match="chmod 600"):
        refuse_open_secrets(file)
    file.chmod(0o600)
    refuse_open_secrets(file)


def test_a_file_without_secrets_may_be_read_by_all(tmp_path):
    file = tmp_path / ".env"
    file.write_text(
        "CLEARINGHOUSE_BOT_TOKEN=\n# CLEARINGHOUSE_WEBHOOK_SECRET=x\nCLEARINGHOUSE_HTTP_PORT=8080\n"
    )
    file.chmod(0o644)
    refuse_open_secrets(file)
    refuse_open_secrets(tmp_path / "none")
