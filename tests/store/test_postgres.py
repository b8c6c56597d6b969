"""A case on a server: one plain message for whatever bars the way, and who waits for whom."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import psycopg
import pytest
from msgspec.structs import replace

from sayso.errors import StoreError
from sayso.pipeline import remove_reports
from sayso.settle import file, settle
from sayso.store import Case, lists, open_case, postgres
from sayso.terms import Address, Failure, Speaker, Wire
from tests.shelves import Server
from tests.stories import case_of, id_of, picture, reading

SECRET = "geheim%C3%A9"
NAMES = ("wire.txt", "hospital.txt", "denial.txt")


@pytest.fixture
def case(server: Server) -> Iterator[Case]:
    opened = case_of(server.empty(), NAMES)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def guest(server: Server) -> str:
    """A user of the server who is given nothing."""
    server.say("CREATE ROLE guest LOGIN PASSWORD 'geheimé'")
    return "guest"


def as_user(case: Case, user: str) -> Address:
    return Address(case.address.given.replace("//sayso@", f"//{user}@"))


def refused(address: Address, *, create: bool = False) -> str:
    """What is said where a case cannot be opened."""
    with pytest.raises(StoreError) as caught:
        open_case(address, create=create)
    return plain(caught.value)


def plain(error: StoreError) -> str:
    said = str(error)
    assert "\n" not in said
    assert "sqlalche" not in said
    assert "geheim" not in said
    return said


# What bars the way


def test_no_server_is_said_to_be_none() -> None:
    assert "no PostgreSQL server answers" in refused(Address(f"postgresql://ana:{SECRET}@127.0.0.1:1/raid"))


def test_a_database_that_is_not_there_is_said_how_to_make(server: Server) -> None:
    assert "createdb nowhere" in refused(server.at("nowhere"), create=True)


def test_a_user_whom_the_server_does_not_know_is_said_to_be_unknown(server: Server) -> None:
    assert 'role "nobody" does not exist' in refused(server.at("postgres", user="nobody"))


@pytest.mark.parametrize("password", ["", ":wrong"])
def test_who_has_no_password_or_a_wrong_one_is_told_where_to_put_it(
    server: Server, guest: str, password: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PGPASSFILE", "/nowhere")
    said = refused(server.by_network("postgres", f"{guest}{password}"))
    assert "PGPASSWORD" in said
    assert "wrong" not in said


def test_a_password_is_taken_from_the_address_or_the_environment(
    server: Server, guest: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "there is no case" in refused(server.by_network("postgres", f"{guest}:{SECRET}"))
    monkeypatch.setenv("PGPASSWORD", "geheimé")
    assert "there is no case" in refused(server.by_network("postgres", guest))


@pytest.mark.parametrize(
    "given", ["postgresql://ana:geheim%zz@db/raid", "postgresql://db/raid?geheim=1&password=geheim"]
)
def test_an_address_that_makes_no_sense_is_refused_without_its_password(given: str) -> None:
    with pytest.raises(StoreError, match="is no address"):
        open_case(given)


def test_what_to_install_is_said_where_the_driver_is_absent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    assert "sayso[pg]" in refused(Address("postgresql://ana@db/raid"))


def test_a_case_that_is_not_there_is_not_made_by_asking(server: Server) -> None:
    where = server.bare()
    assert "sayso add" in refused(where)
    assert "sayso add" in refused(where)
    open_case(where, create=True).close()
    assert picture(open_case(where))["reports"] == []


@pytest.mark.parametrize("create", [False, True])
def test_the_database_of_another_program_is_no_case_and_stays_as_it_is(server: Server, create: bool) -> None:
    where = server.bare()
    server.say("CREATE TABLE bookmarks(address text)", where)
    assert "no case of sayso's" in refused(where, create=create)
    server.say("DROP TABLE bookmarks", where)


def test_the_case_of_a_newer_sayso_is_left_to_that_one(server: Server, case: Case) -> None:
    server.say("UPDATE alembic_version SET version_num = '9999'", case.address)
    said = refused(case.address)
    assert "newer sayso" in said
    assert "9999" in said


def test_a_database_that_cannot_keep_every_letter_is_refused(server: Server) -> None:
    where = server.made("ENCODING LATIN1 TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C'")
    assert "createdb --encoding UTF8" in refused(where, create=True)


def test_who_may_not_make_tables_is_told_so(server: Server, guest: str) -> None:
    where = server.made()
    assert "no right" in refused(server.at(where.database, user=guest), create=True)


def test_who_may_only_read_can_ask_and_is_told_that_he_may_not_write(server: Server, case: Case, guest: str) -> None:
    theirs = as_user(case, guest)
    assert "no right" in refused(theirs) or "there is no case" in refused(theirs)
    schema = case.address.given.rsplit("%3D", 1)[1]
    server.say(
        f"GRANT USAGE ON SCHEMA {schema} TO guest; GRANT SELECT ON ALL TABLES IN SCHEMA {schema} TO guest", case.address
    )
    looking = open_case(theirs)
    assert picture(looking) == picture(case)
    with pytest.raises(StoreError, match="no right") as caught:
        looking.fail(Failure("x.txt", "open", "it is gone", "look for it"))
    plain(caught.value)


def test_who_may_not_write_the_tables_anew_is_told_who_must(server: Server, case: Case, guest: str) -> None:
    schema = case.address.given.rsplit("%3D", 1)[1]
    server.say(
        f"GRANT USAGE ON SCHEMA {schema} TO guest; GRANT ALL ON ALL TABLES IN SCHEMA {schema} TO guest", case.address
    )
    theirs = open_case(as_user(case, guest))
    with pytest.raises(StoreError, match="VACUUM FULL") as caught:
        remove_reports(theirs, ["wire.txt"])
    plain(caught.value)
    assert not case.holds(id_of("wire.txt"))


def test_a_server_that_goes_away_while_somebody_writes_takes_nothing_filed_with_it(server: Server, case: Case) -> None:
    def interrupted() -> None:
        with case.writing():
            file(case, reading("dam.txt"))
            cut_off(server, case)
            file(case, reading("rights.txt"))

    with pytest.raises(StoreError, match="went away") as caught:
        interrupted()
    plain(caught.value)
    assert {row["location"] for row in lists.list_reports(case)} == set(NAMES)
    file(case, reading("dam.txt"))
    assert case.holds(id_of("dam.txt"))


def test_what_a_server_cannot_keep_is_said_to_be_so(case: Case) -> None:
    with pytest.raises(StoreError, match="NUL") as caught:
        case.fail(Failure("x.txt", "open", "it is \0", "look for it"))
    assert "went away" not in plain(caught.value)


def test_a_speaker_of_many_words_is_kept(case: Case) -> None:
    first = next(iter(case.statements_in([id_of("wire.txt")]).values()))
    letters = "".join(chr(0x4E00 + number) for number in range(4000))  # a server packs what repeats itself
    longer = replace(first, id=f"{first.id}x", chain=(Speaker(name=letters),))
    with case.writing():
        case.put_statements([longer])
    assert case.statements([longer.id])[longer.id].speaker == Speaker(name=letters)


def cut_off(server: Server, case: Case) -> None:
    """Have the server end all its work on a case."""
    server.say(
        f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{case.address.database}' "
        "AND pid <> pg_backend_pid() AND application_name = 'sayso'"
    )


# Who waits for whom


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for long."""
    monkeypatch.setattr(postgres, "SETTINGS", "SET lock_timeout = '200ms'")


@pytest.mark.usefixtures("impatient")
def test_a_report_is_filed_while_another_process_settles(case: Case) -> None:
    other = open_case(case.address)
    with case.writing():
        assert file(other, reading("rights.txt"))
        assert id_of("rights.txt") in case.unsettled(10)
    settle(case)
    assert case.unsettled(1) == []


@pytest.mark.usefixtures("impatient")
def test_only_one_settles_at_a_time_and_the_other_says_for_whom_it_waited(case: Case) -> None:
    other = open_case(case.address)
    with case.writing(), pytest.raises(StoreError, match="another process") as caught:
        settle(other)
    plain(caught.value)
    settle(other)


@pytest.mark.usefixtures("impatient")
def test_no_report_is_taken_back_while_another_process_settles(case: Case) -> None:
    # It would be marked to be settled anew, and then as settled by who did not know of it.
    read = reading("rights.txt")
    kill = replace(read, document=replace(read.document, wire=Wire(item="dam", withdrawn=True)))
    other = open_case(case.address)
    with case.writing(), pytest.raises(StoreError, match="another process"):
        file(other, kill)
    assert file(other, kill)


@pytest.mark.usefixtures("impatient")
def test_no_report_is_filed_while_another_is_removed(case: Case) -> None:
    # A name that only the removed report used could be in the new one.
    other = open_case(case.address)
    with case.writing():
        case.remove(id_of("wire.txt"))
        with pytest.raises(StoreError, match="another process"):
            file(other, reading("rights.txt"))
    assert file(other, reading("rights.txt"))


def test_a_report_is_filed_once_although_two_had_read_it(case: Case) -> None:
    other = open_case(case.address)
    assert file(case, reading("rights.txt"))
    assert not file(other, reading("rights.txt"))


# That no order hangs on the server's language


def test_all_text_is_compared_by_its_characters(server: Server) -> None:
    where = server.empty()
    asked = (
        "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = current_schema() "
        "AND data_type IN ('text', 'character varying') AND collation_name IS DISTINCT FROM 'C'"
    )
    with psycopg.connect(where.given) as connection:
        others = {(table, column) for table, column in connection.execute(asked)}
    assert others == {("search", "text"), ("alembic_version", "version_num")}  # which nothing is sorted by
