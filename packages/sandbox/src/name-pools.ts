/** The names of one tradition. An underscore stands for a blank inside a name. */
export interface NamePool {
  readonly weight: number;
  /** Tongue of the family's letters home, ISO 639-1, or 639-3 where there is none (hmn, haw). */
  readonly language: string;
  readonly given: readonly string[];
  readonly family: readonly string[];
  /** `double`: two family names · `mononym`: the one name stands in both columns, as exporters do. */
  readonly habit?: "double" | "mononym";
}

function list(names: string): readonly string[] {
  return names.split(" ").map((name) => name.replaceAll("_", " "));
}

/** Given names that children of every tradition get here. */
export const everydayNames = list(
  "Ava Liam Noah Emma Mia Ethan Zoe Lucas Ella Owen Grace Henry Chloe Jack Lily Mason Ruby Isaac Nora Caleb Hazel " +
    "Leo Ivy Miles Stella Jonah Violet Felix Clara Simon Alice Theo Naomi Max Eliza Adam Julia Oscar Maya Joel Tessa " +
    "Gavin Phoebe Silas Wren Jasper June Elliot Rose Marcus Daisy Evan Iris Dean Paige Colin Faith Nolan Hope Reid " +
    "Amber Troy Jade Wesley Autumn Damon Skye Trevor Holly Brent Summer Kyle Brooke Derek Sierra Shawn Kayla Tyrone " +
    "Abel Bianca Cora Desmond Edith Frances Glenn Harriet Ida Jerome Kendra Lorna Mabel Neil Opal Percy Quinn Ramona " +
    "Sylvia Tobias Una Vernon Willa Xavier Yolanda Zachary Agnes Boyd Cecily Dexter Esther Floyd Greta Hugo Ingrid " +
    "Jocelyn Kirk Leona Muriel Norris Odette Preston Rosalind Spencer Thelma Ulric Vera Wallace Beau Maeve Rhys " +
    "Destiny Malik Imani Jamal Aaliyah Darius Ebony Andre Tiana Marquis Jada Terrence Nia DeShawn LaToya D'Andre Mary_Ann",
);

/** Family names put together from a place and what stood there, 33 × 20 of them. */
function placeNames(): string[] {
  const places = list(
    "Ash Black Brook Cold Dun East Fair Gold Hart High Hollow Kings Lang Long Marl North Oak Old Pen Red Rook Sand " +
      "Shel Silver Stan Stone Thorn Under Wake West White Win Wool",
  );
  const endings = list(
    "field wood ton ley ford worth bridge ham burn dale well hurst stead land mere combe croft gate by shaw",
  );
  return places.flatMap((place) => endings.map((ending) => place + ending));
}

/**
 * Many traditions, no real person: given and family names are put together by chance. Null, True and Day
 * are there on purpose (quirk Q058: a reader that takes them for values loses a child).
 */
export const namePools: readonly NamePool[] = [
  {
    weight: 30,
    language: "en",
    given: everydayNames,
    family: placeNames().concat(
      list(
        "Carter Bennett Hughes Foster Palmer Reed Walsh Barker Holt Finch Whitaker Sutton Marsh Dalton Price Norris " +
          "Fletcher Hobbs Lowell Pruitt Stokes Vance Webster York Abbott Bryant Calloway Dawson Ellison Farrow Garner " +
          "Hargrove Ingram Jennings Keller Langley Merritt Nash Osborne Pickett Quarles Rowland Sheffield Tucker Upton " +
          "Vaughn Whitfield Yates Booker Gaines Mosley Rhodes Tolbert Battle Hairston Null True Day Smith-Jones St._Clair",
      ),
    ),
  },
  {
    weight: 26,
    language: "es",
    habit: "double",
    given: list(
      "José María Luis Ana Carlos Lucía Juan Sofía Miguel Camila Ángel Valentina Jesús Ximena Diego Daniela Andrés " +
        "Paloma Raúl Itzel Óscar Marisol Joaquín Guadalupe Iván Rocío Hernán Yesenia Tomás Beatriz María_José Begoña",
    ),
    family: list(
      "García Hernández López Martínez Rodríguez González Pérez Sánchez Ramírez Torres Núñez Muñoz Peña Ibáñez " +
        "Castañeda Ordóñez Quiñones Villaseñor Zúñiga Barragán Cordero Delgado Escobar Figueroa Galván Huerta Jaramillo " +
        "Lozano Montoya Navarro Ochoa Pacheco Quintero Rosales Salcedo Tapia Urrutia Valdez Zamora de_la_Cruz del_Río",
    ),
  },
  {
    weight: 5,
    language: "vi",
    given: list(
      "An Bình Châu Dũng Đức Giang Hà Hạnh Hiếu Hương Khánh Lan Linh Long Mai Minh Ngọc Phương Quang Sơn Tâm Thảo " +
        "Thu_Hà Trang Trúc_Linh Tuấn Văn_Nam Vy Xuân Yến",
    ),
    family: list(
      "Nguyễn Trần Lê Phạm Huỳnh Hoàng Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Trịnh Mai Cao Tạ Lương",
    ),
  },
  {
    weight: 5,
    language: "ar",
    given: list(
      "Ahmad Fatima Omar Layla Yusuf Maryam Khalid Noor Hassan Zaynab Ibrahim Salma Mustafa Huda Tariq Rania Bilal " +
        "Amina Karim Yasmin Abd_al-Rahman Abdulaziz Samir Dalia Ziad Hanan",
    ),
    family: list(
      "al-Masri Haddad al-Khatib Nasser Mansour Abu-Zaid Hariri Saleh Shaheen ibn_Rashid Barakat al-Tamimi Darwish " +
        "Khoury Qasim Sabbagh Zein Aziz Hamdan Awad Najjar el-Sayed Othman Rahal",
    ),
  },
  {
    weight: 5,
    language: "en",
    given: list(
      "Chidi Ngozi Emeka Adaeze Tunde Folake Ayodele Yetunde Obinna Chiamaka Ifeanyi Nkechi Olumide Titilayo Kelechi " +
        "Amara Babatunde Ọlámidé Uche Zainab Segun Ebele",
    ),
    family: list(
      "Okafor Adeyemi Eze Balogun Nwosu Ogunleye Chukwu Abiodun Okonkwo Adebayo Ibekwe Lawal Onyekachi Oyelaran " +
        "Umeh Bello Okoro Afolabi Nnamdi Ọláòkun Danjuma Ekwueme",
    ),
  },
  {
    weight: 4,
    language: "pl",
    given: list(
      "Łukasz Zofia Michał Małgorzata Paweł Agnieszka Krzysztof Żaneta Stanisław Grażyna Wojciech Bożena Jędrzej Kinga",
    ),
    family: list(
      "Kowalczyk Wiśniewska Wójcik Zieliński Szymańska Dąbrowski Kozłowska Jabłoński Pawłowska Michalski Grabowska " +
        "Źrebiec Świątek Górski Brzęczyszczykiewicz Łaska",
    ),
  },
  {
    weight: 4,
    language: "hmn",
    given: list(
      "Pa_Houa Tou Mai_See Kong Yer Chue Bao Xai Kou Nhia Pang Fue Gao_Nou Leng Mee Neng Paj_Ntaub Choua Txawj Zoua",
    ),
    family: list("Vang Xiong Yang Lor Moua Thao Her Lee Cha Vue Khang Hang Kue Lo Fang Pha Cheng Kong"),
  },
  {
    weight: 3,
    language: "ja",
    given: list(
      "Haruto Yui Sōta Hina 陽翔 さくら Ren Akari Kaito Mei Yūki Rin 健太 Emi Daichi Nanami Ryō Kaori",
    ),
    family: list(
      "Satō Suzuki Takahashi 田中 Watanabe Itō Yamamoto 中村 Kobayashi Katō Ōnishi Yoshida 𠮷田 Mori Abe",
    ),
  },
  {
    weight: 3,
    language: "nv",
    given: list(
      "Nizhóní Shandiin Hashké Yanaha Haseya Ashkii Doli Yiska Ooljéé' Níłch'i Dibé Naalnish Sahkyo Bidziil",
    ),
    family: list(
      "Begay Yazzie Tsosie Benally Nez Bitsilly Tsinnijinnie Łeetso Manygoats Etsitty Tohonnie Nakai Dinéyazhe",
    ),
  },
  {
    weight: 3,
    language: "en",
    given: list(
      "Siobhán Pádraig Aoife Seán Niamh Oisín Gráinne Cian Róisín Eoghan Saoirse Ciarán Fionnuala Tadhg",
    ),
    family: list(
      "O'Brien O'Connor Ní_Dhomhnaill Mac_Cárthaigh Ó_Súilleabháin Byrne Kelly O’Dowd Fitzgerald McGuinness D'Arcy",
    ),
  },
  {
    weight: 3,
    language: "haw",
    given: list(
      "Kaʻiulani Kekoa Leilani Makoa Nālani Keoni Hōkū Kaleo Pua_Kea Kainoa Noelani ʻIolana Ikaika Māhealani",
    ),
    family: list(
      "Kahananui Kealoha Kaʻahumanu Nāhoʻoikaika Keliʻi Mahoe Kamaka ʻAuhea Kapule Kanahele Kaʻōpua Nakoa",
    ),
  },
  {
    weight: 4,
    language: "hi",
    given: list(
      "Aarav Diya Vihaan Ananya Arjun Priya Rohan Kavya Ishaan Meera Siddharth Lakshmi Gurpreet Harleen Tanvi",
    ),
    family: list(
      "Sharma Patel Iyer Singh Kaur Reddy Banerjee Chaudhary Deshpande Nair Kulkarni Mehta Venkataraman Gill",
    ),
  },
  {
    weight: 2,
    language: "ko",
    given: list(
      "Min-jun Seo-yeon Ji-ho Ha-eun Do-yun Ji-woo Eun-woo Soo-ah Hyun-woo Chae-won Yoon-seo Tae-yang",
    ),
    family: list("Kim Lee Park Choi Jung Kang Cho Yoon Jang Lim Han Oh Seo Shin Kwon Hwang"),
  },
  {
    weight: 2,
    language: "ht",
    given: list(
      "Jean-Baptiste Marie-Ange Wilner Roseline François Guerline Zéphir Mirlande Hervé Thérèse Noëlle Chrisnel",
    ),
    family: list(
      "Pierre-Louis Jean-Charles Désir Toussaint Beauséjour Étienne L'Ouverture Saint-Fleur Michel Dorvil",
    ),
  },
  {
    weight: 1,
    language: "id",
    habit: "mononym",
    given: list(
      "Suharti Wahyudi Kartini Subagyo Mulyono Sulastri Hartono Ningsih Aung Thandar Zubaida Farooq",
    ),
    family: list("-"),
  },
];
