"""What may be wrong with a file that is read into the archive."""

from dataclasses import dataclass

from cases.errors.base import CaseError


@dataclass(eq=False)
class FileError(CaseError):
    """Something about one file; name is the file as its owner knows it."""

    name: str


@dataclass(eq=False)
class FileNotThere(FileError):
    """The path leads to no file."""

    code = "file_not_there"
    what = "找不到“{name}”。"
    mend = "请检查路径是否写对、文件是否已被移走。"
    status = 404


@dataclass(eq=False)
class FileNotReadable(FileError):
    """The operating system refused to give the bytes; reason is its own word for it."""

    code = "file_not_readable"
    what = "打不开“{name}”（{reason}）。"
    mend = "请检查读取权限和磁盘，然后重试。"
    reason: str


@dataclass(eq=False)
class EmptyFile(FileError):
    """No byte, or nothing but blanks."""

    code = "empty_file"
    what = "“{name}”是空文件，里面没有任何文字。"
    mend = "请打开原文确认内容后重新保存再试。"


@dataclass(eq=False)
class TooLarge(FileError):
    """More bytes than one document may have. size and limit_size in bytes."""

    code = "too_large"
    what = "“{name}”有 {size}，超过单个文件 {limit_size} 的上限。"
    mend = "请删去其中的图片、附件或拆成几个文件后再试。"
    status = 413
    size: int
    limit_size: int


@dataclass(eq=False)
class TooMuchText(FileError):
    """More text, paragraphs, pages or objects than one document may have; part names which, in words."""

    code = "too_much_text"
    what = "“{name}”的{part}超过 {limit} 的上限。"
    mend = "请只截取需要的那一部分，另存后再试。"
    status = 413
    part: str
    limit: int


@dataclass(eq=False)
class NotText(FileError):
    """The bytes are no text in any known encoding."""

    code = "not_text"
    what = "“{name}”不是文字文件，或文字已经损坏，认不出编码。"
    mend = "请用原来的软件打开，另存为 UTF-8 文本、docx 或带文字的 PDF 再试。"


@dataclass(eq=False)
class UnsupportedFormat(FileError):
    """A known kind of file that cannot be read. kind: its name in words; advice: what to save it as."""

    code = "unsupported_format"
    what = "“{name}”是{kind}，不能直接读取。"
    mend = "请{advice}。"
    status = 415
    kind: str
    advice: str


@dataclass(eq=False)
class WrongEnding(FileError):
    """The name says another kind of file than it is. kind: what is inside, in words; right: how its name has to end."""

    code = "wrong_ending"
    what = "“{name}”里面是{kind}，名字却不以 {right} 结尾，没有收下。"
    mend = "请打开核对是不是要传的文件，另存为 {right} 再上传。"
    status = 415
    kind: str
    right: str


@dataclass(eq=False)
class EncryptedFile(FileError):
    """Opening it needs a password."""

    code = "encrypted_file"
    what = "“{name}”设有打开密码，读不到内容。"
    mend = "请用密码打开后取消加密，另存一份再试。"


@dataclass(eq=False)
class DamagedFile(FileError):
    """The format is known, but the inside is broken."""

    code = "damaged_file"
    what = "“{name}”已经损坏或没有传完整，打不开。"
    mend = "请重新下载或从原处重新保存一份再试。"


@dataclass(eq=False)
class UnsafeFile(FileError):
    """It holds what no ordinary document holds: entities, a bomb, code. found: what it is, in words."""

    code = "unsafe_file"
    what = "“{name}”含有{found}，为安全起见没有打开。"
    mend = "请在办公软件里新建空白文档，只粘贴文字，另存后再试。"
    found: str


@dataclass(eq=False)
class UnsafePdf(FileError):
    """A PDF that would do something by itself where it is opened. found: what, in words."""

    code = "unsafe_pdf"
    what = "“{name}”含有{found}，打开它的人可能受害，没有收下。"
    mend = "请打开后选“打印”，目标选“另存为 PDF”，只留页面内容，再上传。"
    found: str


@dataclass(eq=False)
class UnfitPicture(FileError):
    """A picture that is broken, endless or something else besides. found: what it is, in words."""

    code = "unfit_picture"
    what = "图片“{name}”{found}，没有收下。"
    mend = "请在看图软件里打开，另存为新的图片再上传。"
    found: str


@dataclass(eq=False)
class UnsafeArchive(FileError):
    """A zip that would harm: bombs, links, paths that lead outside. found: what it is, in words."""

    code = "unsafe_archive"
    what = "压缩包“{name}”{found}，为安全起见没有解开。"
    mend = "请自己解压检查，再把需要的文件重新打包或直接选文件夹导入。"
    found: str


@dataclass(eq=False)
class UnsafeMember(FileError):
    """One member of a zip with a harmful path or kind; the others are read."""

    code = "unsafe_member"
    what = "压缩包里的“{name}”{found}，已跳过。"
    mend = "如确需导入，请把这个文件单独取出，改好名字后再试。"
    found: str


@dataclass(eq=False)
class NestedArchive(FileError):
    """A zip within a zip."""

    code = "nested_archive"
    what = "“{name}”是压缩包里的压缩包，没有再往里解。"
    mend = "请先把里层压缩包解压，再和其他文件一起导入。"


@dataclass(eq=False)
class NoTextLayer(FileError):
    """A PDF of pictures."""

    code = "no_text_layer"
    what = "“{name}”是扫描件，里面只有图片，没有可以读取的文字。"
    mend = "请向来文单位索要电子原稿，或先做文字识别，另存为 docx 再试。"


@dataclass(eq=False)
class GarbledPdf(FileError):
    """A PDF whose fonts do not say which characters they draw."""

    code = "garbled_pdf"
    what = "“{name}”里的字体没有对应的文字编码，读出来是乱码。"
    mend = "请从原来的 Word 文件重新导出 PDF，或直接导入 docx。"


@dataclass(eq=False)
class NoTextInside(FileError):
    """A page or a Word file that opened well and holds no words."""

    code = "no_text_inside"
    what = "“{name}”能打开，但里面没有正文文字。"
    mend = "请确认保存的是正文页面而不是目录、图片或跳转页。"


@dataclass(eq=False)
class TooSlow(FileError):
    """Reading it used up its share of time or memory and was stopped."""

    code = "too_slow"
    what = "读取“{name}”耗用的时间或内存超过上限，已经停止。"
    mend = "请删去图片和复杂排版，另存为 docx 或文本再试。"


@dataclass(eq=False)
class NothingRead(FileError):
    """Text without one value that an archive could file it under."""

    code = "nothing_read"
    what = "“{name}”里没有认出任何字段（标题、案号、单位、日期都没有）。"
    mend = "原文已存档。请确认是否答复或相关文件；若是，请补上标题或案号后再试一次。"


@dataclass(eq=False)
class NumberConflict(FileError):
    """Two documents claim one case number and tell different things. other: the name of the earlier one."""

    code = "number_conflict"
    what = "“{name}”与已入库的“{other}”写的是同一个案号 {number}，内容却不是同一件。"
    mend = "两份都已保留，请核对原文的案号，核对后在导入页面结清本条。"
    status = 409
    other: str
    number: str


@dataclass(eq=False)
class NotSaved(FileError):
    """Reading or storing it failed in a way nobody foresaw; the log has the particulars."""

    code = "not_saved"
    what = "“{name}”未能入库，其余文件不受影响。"
    mend = "请在导入页面重试；仍不行请把这份文件和这句话交给管理员。"
    status = 500
