"""What people do, in a real browser on the real server: first use, the guided start, passkeys, and every screen looked at.

The tests share one installation and follow one another, as its first day would; each journey is done once.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import struct
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from django.urls import Resolver404, resolve
from playwright.sync_api import Browser, BrowserContext, Page, StorageState, expect

from tests.web.browser.conftest import Site, eventually
from tests.web.browser.watch import Watch, faults, in_japanese
from tests.web.tenants.test_doors import ALL

expect.set_options(timeout=30_000)
LEDGER = """機器名,種別,IPアドレス,OS,設置場所,保守業者
電子カルテサーバ,サーバ,10.20.10.10,Windows Server 2012 R2,サーバ室,コスモ商会
検体検査サーバ,サーバ,10.20.10.20,Windows Server 2016,検査室,みどりメディカル
受付端末1,PC,10.20.20.11,Windows 10,受付,
受付端末2,PC,10.20.20.12,Windows 11,受付,
CT装置,医療機器,10.20.30.10,Windows 7,放射線科,クリア画像
"""
# Words of the hospital itself, which stay as they are in English: its people, its name, what its papers call things.
THEIRS = ("山田", "しおさい病院", *(part for line in LEDGER.splitlines() for part in line.split(",") if part),
          "情報系NW", "オンライン資格確認", "リモート保守", "診療系 L3SW接続")  # fmt: skip
EMAIL, PASSWORD = "jimu@byoin.example", "青い机と七つの急須を静かに運ぶ"
ACCOUNT = ("2fa/", "2fa/recovery-codes/", "2fa/recovery-codes/generate/", "2fa/totp/deactivate/", "2fa/webauthn/", "2fa/webauthn/add/",
           "password/change/", "sessions/", "logout/", "reauthenticate/")  # fmt: skip
ENTRANCE = ("login/", "signup/", "password/reset/")
LINKS = "all => all.map(each => each.getAttribute('href') || each.getAttribute('action') || '')"
STRANGER = """
import json, django; django.setup()
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client
from inmori.web.people.models import Person
from inmori.web.tenants.services import make_tenant
person = Person.objects.create_user("other@example.jp")
TOTP.activate(person, "JBSWY3DPEHPK3PXP")
make_tenant("となりの診療所", owner=person)
client = Client()
client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
print(json.dumps({"session": client.cookies["sessionid"].value}))
"""


@dataclass
class Founder:
    """The first person, signed in, and how they can sign in again."""

    state: StorageState
    secret: str
    hospital: str  # address of the hospital's first screen, below the site's
    account_faults: list[str] = field(default_factory=list)


def code(secret: str, *, ahead: int = 0) -> str:
    """The six digits an authenticator app shows now (RFC 6238), or ``ahead`` half minutes from now; waits where they are
    about to change. A code is taken once only, so a second sign-in within the half minute needs the one to come."""
    if time.time() % 30 > 26:
        time.sleep(30 - time.time() % 30)
    digest = hmac.new(base64.b32decode(secret), struct.pack(">Q", int(time.time() // 30) + ahead), hashlib.sha1).digest()
    return f"{(struct.unpack('>I', digest[digest[-1] & 15:][:4])[0] & 0x7FFFFFFF) % 10**6:06d}"


@pytest.fixture(scope="module")
def watch(site: Site) -> Watch:
    return Watch(site.address)


@pytest.fixture(autouse=True)
def _nothing_went_wrong_unseen(watch: Watch) -> Iterator[None]:
    yield
    told, watch.troubles[:] = list(watch.troubles), []
    assert told == []


@contextmanager
def looking(browser: Browser, site: Site, watch: Watch, state: StorageState | None = None, language: str = "ja") -> Iterator[BrowserContext]:
    context = watch.over(browser.new_context(base_url=site.address, storage_state=state, viewport={"width": 1280, "height": 900}))
    context.set_default_timeout(30_000)
    context.add_cookies([{"name": "inmori_language", "value": language, "url": site.address}])
    try:
        yield context
    except BaseException as error:
        for page in context.pages:
            error.add_note(f"the page was {page.url}: {page.locator('body').inner_text()[:2_000]}")
        raise
    finally:
        context.close()


@pytest.fixture(scope="module")
def founder(chromium: Browser, site: Site, watch: Watch) -> Founder:
    with looking(chromium, site, watch) as context:
        page = context.new_page()
        page.goto("/h/anything/")
        expect(page).to_have_title(re.compile("はじめまして"))
        found = faults(page)
        page.get_by_label("メールアドレス").fill(EMAIL)
        page.locator("#id_name").fill("山田")
        for each in ("#id_password1", "#id_password2"):
            page.locator(each).fill("abc")
        page.get_by_role("button", name="登録して次へ").click()
        expect(page.locator("#id_password1")).to_have_attribute("aria-invalid", "true")
        expect(page.locator(f"#{page.locator('#id_password1').get_attribute('aria-describedby').split()[-1]}")).to_contain_text("13")
        found += faults(page)
        for each in ("#id_password1", "#id_password2"):
            page.locator(each).fill(PASSWORD)
        page.get_by_role("button", name="登録して次へ").click()
        expect(page).to_have_title(re.compile("二つめの確認"))
        found += faults(page)
        page.get_by_role("link", name="スマートフォンの認証アプリを使う").click()
        found += faults(page)
        secret = page.locator(".secret").inner_text()
        page.locator("#id_code").fill(code(secret))
        page.get_by_role("button", name="登録する").click()
        expect(page.locator(".codes li")).to_have_count(10)
        found += faults(page)
        page.get_by_role("link", name="控えました。次へ").click()
        page.get_by_label("病院の名前").fill("しおさい病院")
        found += faults(page)
        page.get_by_role("button", name="つくる").click()
        expect(page).to_have_title(re.compile("しおさい病院"))
        hospital = page.url.removeprefix(site.address).removesuffix("start/")
        return Founder(context.storage_state(), secret, hospital, found)


@pytest.fixture(scope="module")
def assessed(chromium: Browser, site: Site, watch: Watch, founder: Founder, repository: Path, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Go the seven steps with two files; returns the report that was downloaded."""
    folder = tmp_path_factory.mktemp("evidence")
    (folder / "機器台帳.csv").write_text(LEDGER, "utf-8-sig")
    with looking(chromium, site, watch, founder.state) as context:
        page = context.new_page()
        page.goto(founder.hospital)
        page.locator("a.button", has_text="資料を入れる").click()
        page.locator("#files").set_input_files([folder / "機器台帳.csv", repository / "examples/minato/fortigate.conf"])
        page.get_by_role("button", name="入れる").click()
        expect(page.locator("tbody tr")).to_have_count(2)
        page.get_by_role("button", name="読み取る").click()
        _wait(page, "読み取り結果を見る", seconds=90)
        expect(page.get_by_text("新しい 6")).to_be_visible()
        page.get_by_role("link", name="外とのつながりを見る").click()
        page.get_by_role("link", name="もどる").click()
        page.get_by_role("button", name="これで反映し、診断する").click()
        _wait(page, "結果を見る", seconds=180)
        expect(page.locator(".next li").first).to_be_visible()
        page.get_by_role("link", name="書類").click()
        page.get_by_role("button", name="報告書を作る").click()
        _wait(page, "書類を見る", seconds=120)
        with page.expect_download() as got:
            page.get_by_role("button", name=re.compile(r"保存する.*report\.pdf")).click()
        return got.value.path().read_bytes()  # it goes with the context


def _wait(page: Page, link: str, *, seconds: float) -> None:
    eventually(lambda: page.get_by_role("link", name=link).count() == 1 or "error" in page.locator("#job").inner_html(),
               seconds=seconds, trouble=lambda: page.locator("main").inner_text())  # fmt: skip
    page.get_by_role("link", name=link).click()


def test_first_use_leads_to_a_hospital_of_ones_own(founder: Founder) -> None:
    assert founder.hospital.startswith("/h/")
    assert founder.account_faults == []


def test_password_and_code_then_a_passkey_alone(chromium: Browser, site: Site, watch: Watch, founder: Founder) -> None:
    with looking(chromium, site, watch) as context:
        page = context.new_page()
        page.goto("/")
        page.get_by_label("メールアドレス").fill(EMAIL)
        page.locator("#id_password").fill(PASSWORD)
        page.get_by_role("button", name="サインイン", exact=True).click()
        found = faults(page)
        page.get_by_label("コード").fill(code(founder.secret, ahead=1))
        page.get_by_role("button", name="サインイン", exact=True).click()
        expect(page).to_have_title(re.compile("しおさい病院"))

        wire = context.new_cdp_session(page)
        wire.send("WebAuthn.enable")
        wire.send("WebAuthn.addVirtualAuthenticator", {"options": {
            "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
            "isUserVerified": True, "automaticPresenceSimulation": True}})  # fmt: skip
        page.goto("/account/2fa/webauthn/add/")
        found += faults(page)
        page.get_by_label("パスワード").fill(PASSWORD)
        page.get_by_role("button", name="確かめる").click()
        expect(page.get_by_label("これだけでサインインできるようにする")).to_be_checked()
        found += faults(page)
        page.get_by_role("button", name="登録する").click()
        page.wait_for_url(lambda address: "/add/" not in address)  # the browser and the key talk before the form goes
        page.goto("/account/2fa/webauthn/")
        expect(page.get_by_text("これだけで入れる")).to_be_visible()
        found += faults(page)
        page.get_by_role("button", name="サインアウト").click()
        expect(page).to_have_title(re.compile("サインイン"))
        found += faults(page)
        page.get_by_role("button", name="パスキーでサインイン").click()
        expect(page).to_have_title(re.compile("しおさい病院"))
        assert found == []


def test_from_two_files_to_a_printed_report(assessed: bytes) -> None:
    assert assessed.startswith(b"%PDF-")


def test_another_hospitals_people_find_nothing(chromium: Browser, site: Site, watch: Watch, founder: Founder, assessed: bytes) -> None:
    told = site.python(STRANGER)
    with looking(chromium, site, watch) as context:
        context.add_cookies([{"name": "sessionid", "value": told["session"], "url": site.address}])
        page = context.new_page()
        page.goto("/?list")
        assert "しおさい病院" not in page.content()
        assert "となりの診療所" in page.content()
        for path in ("", "devices/", "findings/", "documents/", "history/", "start/"):
            watch.expected.add(founder.hospital + path)
            answer = page.goto(founder.hospital + path)
            assert answer is not None
            assert answer.status == 404, path
            assert "しおさい病院" not in page.content()
        assert faults(page) == []


def test_the_language_is_a_button_away(chromium: Browser, site: Site, watch: Watch, founder: Founder) -> None:
    with looking(chromium, site, watch, founder.state) as context:
        page = context.new_page()
        page.goto(f"{founder.hospital}history/")
        expect(page.locator("html")).to_have_attribute("lang", "ja")
        page.get_by_role("button", name="English").click()
        expect(page.locator("html")).to_have_attribute("lang", "en")
        expect(page.get_by_role("heading", name="Who did what")).to_be_visible()
        page.get_by_role("button", name="日本語").click()
        expect(page.locator("html")).to_have_attribute("lang", "ja")


def test_what_cannot_be_sent_is_told(chromium: Browser, site: Site, watch: Watch, founder: Founder, assessed: bytes) -> None:
    with looking(chromium, site, watch, founder.state) as context:
        page = context.new_page()
        page.goto(f"{founder.hospital}devices/")
        page.route("**/devices/?*", lambda route: route.abort())
        page.locator("#words").press_sequentially("受付")
        expect(page.locator("#unsent")).to_be_visible()
        page.unroute("**/devices/?*")
        page.locator("#words").press_sequentially("端末")
        expect(page.locator("#unsent")).to_be_hidden()
        watch.troubles.clear()  # the browser's own line about what was cut on purpose


@pytest.fixture(scope="module")
def drilled(chromium: Browser, site: Site, watch: Watch, founder: Founder, assessed: bytes) -> int:
    """Begin an incident as a drill, write a line and have the log checked; then make and begin an exercise. Returns the lines."""
    with looking(chromium, site, watch, founder.state) as context:
        page = context.new_page()
        page.goto(f"{founder.hospital}incident/")
        page.get_by_label("書く人").fill("事務長 山田")
        page.get_by_role("button", name="訓練として始める").click()
        expect(page).to_have_title(re.compile("【訓練】"))
        page.locator("#write ~ form textarea").first.fill("受付の2台が開かない")
        page.locator("#write ~ form button").first.click()
        expect(page.locator("ol.log")).to_contain_text("受付の2台が開かない")
        lines = page.locator("ol.log > li").count()
        page.get_by_role("button", name="書き換えがないか調べる").click()
        expect(page.locator("main")).to_contain_text("すべての行が、書かれたときのままです")
        page.goto(f"{founder.hospital}exercise/")
        page.get_by_role("button", name="この筋書きで作る").click()
        page.get_by_role("button", name="訓練を始める").click(timeout=60_000)
        expect(page.locator("h1")).to_be_visible()
        return lines


def test_a_drill_is_written_down(drilled: int) -> None:
    assert drilled >= 2  # the beginning and our own


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_screen(language: str, chromium: Browser, site: Site, watch: Watch, founder: Founder, drilled: int) -> None:
    """At 1280 and 390 pixels: nothing for axe to say, nothing that scrolls sideways, no Japanese in English words."""
    with looking(chromium, site, watch, founder.state, language) as context:
        page, seen, found = context.new_page(), set[str](), dict[str, list[str]]()
        screens = [*_screens(context, founder.hospital), f"{founder.hospital}jobs/1/"]
        for path in (*screens, *(f"/account/{each}" for each in ACCOUNT)):
            ahead = [path]
            while ahead:
                here = ahead.pop()
                _look(page, here, language, found)
                seen.add(_name(here))
                for link in page.eval_on_selector_all("main a[href], main form[method=get]", LINKS):
                    name = _name(link.split("?")[0].split("#")[0])
                    if name in PARTED and name not in seen:
                        seen.add(name)
                        ahead.append(link)
        unseen = [name for name in sorted(PARTED - seen - AFTER_OTHERS - PIECES) if _has_page(context, PARTED_PATHS[name], founder.hospital)]
        context.clear_cookies(name="sessionid")
        for each in ENTRANCE:
            _look(page, f"/account/{each}", language, found)
        assert found == {}
        assert not unseen, f"no page links to {unseen}, so no test looked at them"


PARTED_PATHS = {each.name: each.path for each in ALL if "<" in each.path.replace("<uuid:tenant_id>", "")}
PARTED = set(PARTED_PATHS)
# Pages that are there only once somebody outside has done something.
AFTER_OTHERS = {"desk:vendor_answers"}
PIECES = {"desk:incident_clocks"}  # of a page, fetched into it


def _has_page(context: BrowserContext, path: str, hospital: str) -> bool:
    """Whether an address with something to fill in answers to looking; links that carry a secret are their own tests'."""
    filled = f"/{path}".replace("<uuid:tenant_id>", hospital.split("/")[2])
    filled = re.sub("<int:[a-z_]+>", "4711", re.sub("<(str|path|slug):[a-z_]+>", "none", filled))
    return "<str:secret>" not in path and context.request.get(filled, max_redirects=0).status != 405


def _screens(context: BrowserContext, hospital: str) -> list[str]:
    """Addresses with nothing to fill in that answer with a page, or lead to one."""
    tenant, found = hospital.split("/")[2], []
    for each in ALL:
        path = f"/{each.path}{'?list' if each.name == 'desk:home' else ''}".replace("<uuid:tenant_id>", tenant)
        if "<" in path:
            continue
        answer = context.request.get(path, max_redirects=0)
        if answer.status == 200 and "text/html" in answer.headers.get("content-type", ""):
            found.append(path)
        elif answer.status == 302 and _name(answer.headers["location"]) in PARTED:
            found.append(answer.headers["location"])
    return found


def _look(page: Page, path: str, language: str, found: dict[str, list[str]]) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(path)
    told = faults(page) + ([f"in Japanese: {words}" for words in in_japanese(page, names=THEIRS)] if language == "en" else [])
    if told:
        found[path] = told


def _name(path: str) -> str:
    try:
        return resolve(path.split("?")[0]).view_name
    except Resolver404:
        return ""
