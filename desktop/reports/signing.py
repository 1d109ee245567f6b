"""Signs an issued report with the provider's certificate: one invisible signature over the whole file."""

from __future__ import annotations

from datetime import datetime, timedelta
from io import BytesIO

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign.fields import MDPPerm, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner

from desktop.reports.file_marks import marks_of

FIELD = "CareDesk"
REASON = "报告签发"
DEMO_NAME = "演示证书（不具法律效力）"
"""What a demo certificate calls itself, wherever its name is shown."""

DEMO_YEARS = timedelta(days=3 * 365)
KEY_BITS = 2048


class CannotSign(Exception):
    """The report cannot be signed; the message says why and what to do."""


def sign(pdf: bytes, certificate: bytes, passphrase: str) -> bytes:
    """The signed file. `certificate` is a PKCS#12 file with key and certificate.

    CannotSign for a wrong passphrase, a file that is no certificate, a draft, or a report that is signed already.
    """
    signer = _signer(certificate, passphrase)
    metadata = PdfSignatureMetadata(
        field_name=FIELD, md_algorithm="sha256", reason=REASON, name=signer.subject_name, certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES, subfilter=SigSeedSubFilter.PADES,
    )  # fmt: skip
    try:
        marks = marks_of(pdf)
        if marks.draft:
            raise CannotSign("草稿不能签名，请先签发")
        if marks.signatures:
            raise CannotSign("这份报告已经签过名")
        writer = IncrementalPdfFileWriter(BytesIO(pdf))
        signed = PdfSigner(metadata, signer, new_field_spec=SigFieldSpec(FIELD)).sign_pdf(writer)
    except PdfError as fault:
        raise CannotSign("文件不是完整的 PDF，无法签名") from fault
    return bytes(signed.getbuffer())


def _signer(certificate: bytes, passphrase: str) -> SimpleSigner:
    secret = passphrase.encode() or None
    try:
        key, own, _ = pkcs12.load_key_and_certificates(certificate, secret)
    except ValueError as fault:
        raise CannotSign("证书口令不对，或文件不是 PKCS#12 证书") from fault
    if key is None or own is None:
        raise CannotSign("证书文件里没有私钥或证书")
    signer: SimpleSigner | None = SimpleSigner.load_pkcs12_data(certificate, (), secret)
    if signer is None:
        raise CannotSign("证书的密钥类型不支持")
    return signer


def demo_certificate(passphrase: str, now: datetime) -> bytes:
    """A self-made certificate as PKCS#12, valid from `now` (aware) for three years. It says that it is for show."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=KEY_BITS)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, DEMO_NAME)])
    usage = x509.KeyUsage(
        digital_signature=True, content_commitment=True, key_encipherment=False, data_encipherment=False,
        key_agreement=False, key_cert_sign=False, crl_sign=False, encipher_only=False, decipher_only=False,
    )  # fmt: skip
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    builder = builder.serial_number(x509.random_serial_number())
    builder = builder.not_valid_before(now).not_valid_after(now + DEMO_YEARS)
    builder = builder.add_extension(usage, critical=True)
    own = builder.sign(key, hashes.SHA256())
    return pkcs12.serialize_key_and_certificates(
        DEMO_NAME.encode(), key, own, None, BestAvailableEncryption(passphrase.encode())
    )  # fmt: skip
