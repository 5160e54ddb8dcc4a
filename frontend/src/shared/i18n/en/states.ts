export default {
  state_AL: "Alabama", state_AK: "Alaska", state_AZ: "Arizona", state_AR: "Arkansas", state_CA: "California", state_CO: "Colorado",
  state_CT: "Connecticut", state_DE: "Delaware", state_DC: "District of Columbia", state_FL: "Florida", state_GA: "Georgia", state_HI: "Hawaii",
  state_ID: "Idaho", state_IL: "Illinois", state_IN: "Indiana", state_IA: "Iowa", state_KS: "Kansas", state_KY: "Kentucky", state_LA: "Louisiana",
  state_ME: "Maine", state_MD: "Maryland", state_MA: "Massachusetts", state_MI: "Michigan", state_MN: "Minnesota", state_MS: "Mississippi",
  state_MO: "Missouri", state_MT: "Montana", state_NE: "Nebraska", state_NV: "Nevada", state_NH: "New Hampshire", state_NJ: "New Jersey",
  state_NM: "New Mexico", state_NY: "New York", state_NC: "North Carolina", state_ND: "North Dakota", state_OH: "Ohio", state_OK: "Oklahoma",
  state_OR: "Oregon", state_PA: "Pennsylvania", state_RI: "Rhode Island", state_SC: "South Carolina", state_SD: "South Dakota", state_TN: "Tennessee",
  state_TX: "Texas", state_UT: "Utah", state_VT: "Vermont", state_VA: "Virginia", state_WA: "Washington", state_WV: "West Virginia", state_WI: "Wisconsin",
  state_WY: "Wyoming", state_AS: "American Samoa", state_GU: "Guam", state_MP: "Northern Mariana Islands", state_PR: "Puerto Rico", state_VI: "US Virgin Islands",
};
