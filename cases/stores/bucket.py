"""A bucket of an S3-compatible store: ``s3://KEY:SECRET@host:port/bucket/prefix?region=…&tls=no``.

A store keeps what it has said yes to, and shows whole objects only. Every request is signed with the hash of its body,
so that what arrives is what was sent. Requests that fail are sent again for some seconds by the library.
"""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, BinaryIO
from urllib.parse import parse_qs, quote, unquote, urlsplit

from cases.errors import NoStoreLibrary, StoreAway
from cases.stores import CHUNK, Held

_PATIENCE = timedelta(seconds=5)
_RETRIES: Any = {"max_retries": 3, "retry_timeout": timedelta(seconds=10)}


@dataclass(frozen=True, slots=True)
class Bucket:
    """said: the address without its secret, for people. prefix: before every key, ending with a slash or empty."""

    said: str
    prefix: str
    obstore: Any
    store: Any

    def write(self, key: str, data: bytes | BinaryIO) -> None:
        with self._asked():
            self.obstore.put(self.store, self._name(key), data)

    def read(self, key: str) -> bytes:
        with self._asked(key):
            return bytes(self.obstore.get(self.store, self._name(key)).bytes())

    def chunks(self, key: str) -> Iterator[bytes]:
        with self._asked(key):
            coming = self.obstore.get(self.store, self._name(key)).stream(min_chunk_size=CHUNK)
        return self._passed_on(coming)

    def _passed_on(self, coming: Any) -> Iterator[bytes]:
        with self._asked():
            yield from map(bytes, coming)

    def size(self, key: str) -> int | None:
        try:
            with self._asked(key):
                return int(self.obstore.head(self.store, self._name(key))["size"])
        except FileNotFoundError:
            return None

    def listing(self, prefix: str) -> Iterator[Held]:
        with self._asked():
            for some in self.obstore.list(self.store, self._name(prefix).rstrip("/"), chunk_size=1000):
                for one in some:
                    yield Held(self._key(one["path"]), one["size"], one["last_modified"].timestamp())

    def remove(self, key: str) -> None:
        with self._asked(), contextlib.suppress(FileNotFoundError):
            self.obstore.delete(self.store, self._name(key))

    def _name(self, key: str) -> str:
        """The key as the store knows it: plain letters, for stores differ in what else they take."""
        return self.prefix + quote(key, safe="/").replace("~", "%7E").replace("%", "=")

    def _key(self, name: str) -> str:
        return unquote(name.removeprefix(self.prefix).replace("=", "%"))

    @contextlib.contextmanager
    def _asked(self, key: str = "") -> Iterator[None]:
        """Tell what is not there from a store that cannot be asked. Raises FileNotFoundError, StoreAway."""
        try:
            yield
        except (FileNotFoundError, self.obstore.exceptions.NotFoundError) as problem:
            raise FileNotFoundError(key) from problem
        except self.obstore.exceptions.BaseError as problem:
            raise StoreAway(self.said, f"{type(problem).__name__}: {problem}"[:300]) from problem


def bucket_at(url: str) -> Bucket:
    """The bucket of an address. Raises ValueError for one that cannot be read, NoStoreLibrary."""
    try:
        import obstore
        import obstore.exceptions
        from obstore.store import S3Store
    except ImportError as problem:
        raise NoStoreLibrary from problem
    parts = urlsplit(url)
    bucket, _, prefix = parts.path.strip("/").partition("/")
    if not (bucket and parts.hostname and parts.username and parts.password):
        raise ValueError("s3://KEY:SECRET@host/bucket")
    asked = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    plain = asked.get("tls") == "no"
    host = parts.netloc.rpartition("@")[2]
    store = S3Store(
        bucket,
        endpoint=f"{'http' if plain else 'https'}://{host}",
        access_key_id=unquote(parts.username),
        secret_access_key=unquote(parts.password),
        region=asked.get("region", "us-east-1"),
        virtual_hosted_style_request=False,
        client_options={"allow_http": plain, "connect_timeout": _PATIENCE, "timeout": timedelta(seconds=60)},
        retry_config=_RETRIES,
    )
    return Bucket(f"s3://{host}/{bucket}", f"{prefix.strip('/')}/" if prefix.strip("/") else "", obstore, store)
