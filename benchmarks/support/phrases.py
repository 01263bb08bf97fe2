"""What generated programmes and questions are worded with, beside shipped terms and real word lists."""

LANGUAGES = ("en", "fr", "es", "pt", "ru", "ar", "zh")

FORMATS = {
    "en": (
        "course",
        "training",
        "workshop",
        "exercise",
        "seminar",
        "advisory team",
        "certification",
        "support",
    ),
    "fr": (
        "cours",
        "formation",
        "atelier",
        "exercice",
        "séminaire",
        "équipe de conseil",
        "certification",
        "appui",
    ),
    "es": (
        "curso",
        "capacitación",
        "taller",
        "ejercicio",
        "seminario",
        "equipo asesor",
        "certificación",
        "apoyo",
    ),
    "pt": (
        "curso",
        "formação",
        "oficina",
        "exercício",
        "seminário",
        "equipe consultiva",
        "certificação",
        "apoio",
    ),
    "ru": (
        "курс",
        "подготовка",
        "практикум",
        "учения",
        "семинар",
        "группа советников",
        "аттестация",
        "поддержка",
    ),
    "ar": ("دورة", "تدريب", "ورشة عمل", "تمرين", "ندوة", "فريق استشاري", "شهادة", "دعم"),
    "zh": ("课程", "培训", "研讨班", "演习", "研讨会", "顾问组", "认证", "支助"),
}

AUDIENCES = {
    "en": ("officers", "commanders", "trainers", "police", "observers", "women", "staff", "recruits"),
    "fr": (
        "officiers",
        "commandants",
        "formateurs",
        "policiers",
        "observateurs",
        "femmes",
        "personnel",
        "recrues",
    ),
    "es": (
        "oficiales",
        "comandantes",
        "instructores",
        "policías",
        "observadores",
        "mujeres",
        "personal",
        "reclutas",
    ),
    "pt": (
        "oficiais",
        "comandantes",
        "instrutores",
        "policiais",
        "observadores",
        "mulheres",
        "pessoal",
        "recrutas",
    ),
    "ru": (
        "офицеров",
        "командиров",
        "инструкторов",
        "полицейских",
        "наблюдателей",
        "женщин",
        "персонала",
        "новобранцев",
    ),
    "ar": ("الضباط", "القادة", "المدربين", "الشرطة", "المراقبين", "النساء", "الموظفين", "المجندين"),
    "zh": ("军官", "指挥官", "教官", "警察", "观察员", "女性", "工作人员", "新兵"),
}

# What people say around what they look for.
FILLERS = {
    "en": (
        "hello",
        "please",
        "we are looking for",
        "something like",
        "for our contingent",
        "thanks a lot",
        "urgent",
    ),
    "fr": (
        "bonjour",
        "svp",
        "nous cherchons",
        "quelque chose comme",
        "pour notre contingent",
        "merci",
        "urgent",
    ),
    "es": ("hola", "por favor", "buscamos", "algo como", "para nuestro contingente", "gracias", "urgente"),
    "pt": ("olá", "por favor", "procuramos", "algo como", "para o nosso contingente", "obrigado", "urgente"),
    "ru": (
        "здравствуйте",
        "пожалуйста",
        "мы ищем",
        "что-то вроде",
        "для нашего контингента",
        "спасибо",
        "срочно",
    ),
    "ar": ("مرحبا", "من فضلك", "نبحث عن", "شيء مثل", "لوحدتنا", "شكرا", "عاجل"),
    "zh": ("你好", "请", "我们在找", "类似", "给我们的分遣队", "谢谢", "紧急"),
}

# Letters that a slip of the finger may put into a word of each alphabet.
ALPHABETS = (
    "abcdefghijklmnopqrstuvwxyz",
    "абвгдежзийклмнопрстуфхцчшщыьэюя",
    "ابتثجحخدذرزسشصضطظعغفقكلمنهوي",
)
